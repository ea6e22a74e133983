import Foundation
import Ingest
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// The same transactions again, in whatever file, order, form or part: told as the same, and counted once. Honest twins
/// are told apart.
@Suite struct DuplicateTests {
  private static let days = 20

  private func state() throws -> TestState { try TestState(try SensitiveRules.rulebook()) }

  /// Scans files, given by name and text, in one run.
  @discardableResult
  private func scan(_ state: TestState, _ files: [(name: String, text: String)], _ profile: Profile? = nil)
    throws
    -> ScanReport
  {
    var options = state.options()
    options.profile = profile
    for (name, text) in files {
      let path = state.directory + "/" + name
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      options.paths.append(path)
    }
    return try Scan(options, store: try Scan.openState(options)).run()
  }

  private func table(_ rows: [String]) -> String { RandomExport.header + rows.map { $0 + "\n" }.joined() }

  private func expectNothingNew(_ report: ScanReport, of records: Int, _ label: String) {
    #expect(report.run.read.records == records, "\(label)")
    #expect(report.run.duplicate.records == records, "\(label)")
    #expect(report.run.accepted.records == 0 && report.run.rejected.records == 0, "\(label)")
    #expect(report.conflicting == 0, "\(label)")
    let run = report.run
    #expect(run.flagsNew + run.flagsExtended + run.flagsAmended + run.flagsWithdrawn == 0, "\(label)")
  }

  @Test(arguments: [true, false])
  func anotherFileWithTheSameRowsAddsNothing(hasIdentifiers: Bool) throws {
    let rows = RandomExport(80, days: Self.days, hasIdentifiers: hasIdentifiers, seed: 51).rows
    let state = try state()
    try state.scan(rows)
    let (flags, history) = (try state.dump(), try state.history())
    #expect(flags.count > 1)
    var random = SeededRandom(seed: 52)
    let shuffled = rows.shuffled(using: &random)
    expectNothingNew(
      try scan(state, [("other name.csv", table(shuffled))]), of: rows.count, "another name and order")
    let crlf = table(rows).replacing("\n", with: "\r\n")
    expectNothingNew(try scan(state, [("crlf.csv", "\u{FEFF}" + crlf)]), of: rows.count, "other line ends")
    let path = state.directory + "/packed.csv"
    try table(rows).write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try BuiltProgram.run(["-n", path], of: "/usr/bin/gzip").status == 0)
    var options = state.options()
    options.paths = [path + ".gz"]
    let packed = try Scan(options, store: try Scan.openState(options)).run()
    expectNothingNew(packed, of: rows.count, "compressed")
    // Parts of it, one of them twice, in one run.
    let parts = [
      ("a", table(Array(rows[..<50]))), ("b", table(Array(rows[30...]))), ("c", table(Array(rows[..<50]))),
    ]
    expectNothingNew(try scan(state, parts), of: 50 + rows.count - 30 + 50, "in parts")
    #expect(try state.dump() == flags)
    #expect(try state.history() == history)
  }

  /// Whichever form comes first: the same history, the same flags, and nothing twice.
  @Test(arguments: [true, false])
  func otherFormsOfTheSameRowsAreTheSame(hasIdentifiers: Bool) throws {
    let rows = RandomExport(80, days: Self.days, hasIdentifiers: hasIdentifiers, seed: 61).rows
    let plain = (name: "plain.csv", text: table(rows), profile: Profile?.none)
    let objects = (name: "objects.ndjson", text: try ExportForms.objects(rows), profile: Profile?.none)
    let european = ExportForms.european(rows)
    let other = (name: "european.csv", text: european.text, profile: Profile?.some(european.profile))
    let undisturbed = try state()
    try undisturbed.scan(rows)
    let (flags, history) = (try undisturbed.dump(), try undisturbed.history())
    for forms in [[objects, plain, other], [other, objects]] {
      let state = try state()
      let first = try scan(state, [(forms[0].name, forms[0].text)], forms[0].profile)
      #expect(first.run.accepted.records == rows.count, "\(forms[0].name): honest twins count")
      for form in forms.dropFirst() {
        let report = try scan(state, [(form.name, form.text)], form.profile)
        expectNothingNew(report, of: rows.count, "\(form.name) after \(forms[0].name)")
      }
      #expect(try state.history() == history, "\(forms[0].name) first")
      #expect(try state.dump() == flags, "\(forms[0].name) first")
    }
  }

  /// Without ids an instant is what tells records apart, however its zone is written; which of the two local clocks is
  /// kept does not depend on which came first.
  @Test func theSameInstantInAnotherZoneIsTheSame() throws {
    let rows = RandomExport(80, days: Self.days, hasIdentifiers: false, seed: 71).rows
    let east = rows.map { row in
      let hour =
        Int(row.split(separator: ",", omittingEmptySubsequences: false)[1].dropFirst(11).prefix(2)) ?? 0
      // The same instant on a clock an hour ahead, but for the last hour of a day, which stays.
      guard hour < 23 else { return row }
      let ahead = hour + 1 < 10 ? "0\(hour + 1)" : "\(hour + 1)"
      var text = row
      let start = text.index(text.firstIndex(of: "T") ?? text.startIndex, offsetBy: 1)
      text.replaceSubrange(start..<text.index(start, offsetBy: 2), with: ahead)
      return text.replacing("-06:00", with: "-05:00")
    }
    var ends: [[String]] = []
    for order in [[rows, east], [east, rows]] {
      let state = try state()
      try state.scan(order[0])
      let again = try state.scan(order[1])
      #expect(again.run.duplicate.records == rows.count && again.run.accepted.records == 0)
      ends.append(try state.history() + state.dump())
    }
    #expect(ends[0] == ends[1])
  }

  /// Days 1 to 5, then days 4 to 8, and so on: as one export of all days, read once.
  @Test(arguments: [true, false])
  func overlappingExportsCountOnce(hasIdentifiers: Bool) throws {
    let export = RandomExport(100, days: Self.days, hasIdentifiers: hasIdentifiers, seed: 81)
    let whole = try state()
    try whole.scan(export.rows)
    let days = export.nights(Self.days, of: Self.days)
    let overlapping = try state()
    var read = 0
    var accepted = 0
    for first in stride(from: 0, to: Self.days, by: 6) {
      let rows = Array(days[first..<min(first + 9, Self.days)].joined())
      let run = try overlapping.scan(rows).run
      #expect(run.read.records == rows.count)
      #expect(run.accepted.records + run.duplicate.records == rows.count)
      read += rows.count
      accepted += run.accepted.records
    }
    #expect(read > export.rows.count && accepted == export.rows.count)
    #expect(try overlapping.history() == whole.history())
    #expect(try overlapping.dump() == whole.dump())
  }

  private static func twin(_ count: Int) -> [String] {
    [String](
      repeating: ",2026-03-04T10:00:00-06:00,40.00,USD,debit,p2p,A1,C1,Ana Ruiz,,,,,HUB,Eva Soto,,,,rent",
      count: count)
  }

  /// The same payee, amount and minute, and no id: as many payments as the file that has most of them says.
  @Test func honestTwinsCountAsOftenAsOneFileSaysThem() throws {
    let state = try state()
    #expect(try state.scan(Self.twin(3)).run.accepted.records == 3)
    #expect(try state.scan(Self.twin(3)).run.accepted.records == 0)
    #expect(try state.scan(Self.twin(2)).run.duplicate.records == 2)
    let more = try state.scan(Self.twin(5)).run
    #expect(more.accepted.records == 2 && more.duplicate.records == 3)
    #expect(try postings(state) == 5)
    // A day of the same sums is another matter.
    #expect(
      try state.scan(Self.twin(2).map { $0.replacing("03-04", with: "03-05") }).run.accepted.records == 2)
  }

  /// Two files of one night may be two cuts of the same books, so what both say is the same payment.
  @Test func twinsInTwoFilesOfANightAreOne() throws {
    let together = try state()
    let files = [("one.csv", table(Self.twin(2))), ("two.csv", table(Self.twin(3)))]
    let run = try scan(together, files).run
    #expect(run.accepted.records == 3 && run.duplicate.records == 2)
    let apart = try state()
    for file in files { try scan(apart, [file]) }
    #expect(try apart.history() == together.history())
    #expect(try postings(apart) == 3)
  }

  /// With ids of their own equal payments are never one, and the same id is never two.
  @Test func idsTellTwinsApart() throws {
    let state = try state()
    let rows = Self.twin(4).enumerated().map { "T\($0.offset)" + $0.element }
    #expect(
      try scan(state, [("a", table([rows[0], rows[1]])), ("b", table([rows[2], rows[3]]))]).run.accepted
        .records == 4)
    let again = try state.scan(rows + [rows[0]])
    #expect(again.run.duplicate.records == 5 && again.run.accepted.records == 0)
    // The same id with another amount is told as a contradiction, not as a payment more.
    let changed = try state.scan([rows[0].replacing("40.00", with: "41.00")])
    #expect(changed.run.duplicate.records == 1 && changed.conflicting == 1)
    #expect(try postings(state) == 4)
  }

  /// Postings of customers: of what is filed elsewhere too, once.
  private func postings(_ state: TestState) throws -> Int {
    try state.history().count { $0.hasPrefix("customer") }
  }
}
