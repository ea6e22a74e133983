import Detection
import Foundation
import Glibc
import History
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Laws 1 to 3 with a customer file: the flags follow from the transactions and from what the file says, whatever
/// came first.
@Suite struct CustomerFileLawTests {
  static let days = 29

  /// What a state has that knew the customers before its first night.
  private func expected(_ rows: [String], _ customers: [String]) throws -> [String] {
    let state = try TestState(try SensitiveRules.withCustomers())
    try state.load(customers: customers)
    try state.scan(rows)
    let kinds = Set(try state.flags().map(\.subjectKind))
    #expect(
      kinds.isSuperset(of: ["customer", "link"]), "the test needs flags of customers and links to compare")
    return try state.dump()
  }

  @Test(arguments: UInt64(1)...3)
  func loadingBeforeBetweenOrAfterNightsMakesTheSameFlags(seed: UInt64) throws {
    let export = RandomExport(300, days: Self.days, seed: seed).withoutCustomers(seed: seed)
    let customers = RandomCustomers(seed: seed).rows
    let expected = try expected(export.rows, customers)

    let after = try TestState(try SensitiveRules.withCustomers())
    try after.scan(export.rows)
    #expect(try after.dump() != expected, "seed \(seed): the file must matter")
    try after.load(customers: customers)
    #expect(try after.dump() == expected, "seed \(seed): after one run")

    let between = try TestState(try SensitiveRules.withCustomers())
    for (number, night) in export.nights(6, of: Self.days).enumerated() {
      if number == Int(seed) + 1 { try between.load(customers: customers.reversed()) }
      try between.scan(night, workers: 1 + number % 3)
    }
    #expect(try between.dump() == expected, "seed \(seed): between nights")
  }

  @Test(arguments: UInt64(11)...12)
  func customersThatComeInPiecesAndOutOfOrderMakeTheSameFlags(seed: UInt64) throws {
    let export = RandomExport(300, days: Self.days, seed: seed).withoutCustomers(seed: seed, percent: 60)
    let customers = RandomCustomers(seed: seed).rows
    let expected = try expected(export.rows, customers)

    var random = SeededRandom(seed: seed)
    var nights = export.nights(5, of: Self.days)
    nights.shuffle(using: &random)
    let state = try TestState(try SensitiveRules.withCustomers())
    for (number, night) in nights.enumerated() {
      try state.scan(night)
      // Whole customers, a few after each night.
      let share = customers.filter { (Int($0.split(separator: ",")[0].dropFirst()) ?? 0) % 5 == number }
      if !share.isEmpty { try state.load(customers: share) }
    }
    #expect(try state.dump() == expected, "seed \(seed)")
  }

  @Test(arguments: UInt64(21)...23)
  func whatAnEarlierFileSaidLeavesNoTrace(seed: UInt64) throws {
    let export = RandomExport(300, days: Self.days, seed: seed).withoutCustomers(seed: seed, percent: 90)
    let customers = RandomCustomers(seed: seed).rows
    let expected = try expected(export.rows, customers)

    // Other facts, other houses, and every second account another customer's.
    let earlier = RandomCustomers(seed: seed &+ 100, joins: 1).rows
    let state = try TestState(try SensitiveRules.withCustomers())
    let nights = export.nights(3, of: Self.days)
    try state.scan(nights[0])
    try state.load(customers: earlier)
    try state.scan(nights[1])
    try state.load(customers: customers, replaces: true)
    try state.scan(nights[2])
    #expect(try state.dump() == expected, "seed \(seed)")
  }

  @Test func withoutItsCustomersAStateIsAsItWas() throws {
    let export = RandomExport(300, days: Self.days, seed: 31).withoutCustomers(seed: 31)
    let plain = try TestState(try SensitiveRules.withCustomers())
    try plain.scan(export.rows)
    let state = try TestState(try SensitiveRules.withCustomers())
    try state.scan(export.rows)
    try state.load(customers: RandomCustomers(seed: 31).rows)
    // A customer none of whose accounts is known replaces all who were.
    try state.load(customers: ["C99,A99,Nobody,person,,,,,,,no"], replaces: true)
    #expect(try state.dump() == plain.dump())
  }

  @Test(arguments: [true, false])
  func feedingAgainChangesNothingAndSaysSo(hasIdentifiers: Bool) throws {
    let export = RandomExport(300, days: 20, hasIdentifiers: hasIdentifiers, seed: 41)
      .withoutCustomers(seed: 41)
    let customers = RandomCustomers(seed: 41).rows
    let state = try TestState(try SensitiveRules.withCustomers())
    try state.scan(export.rows)
    try state.load(customers: customers)
    let expected = try state.dump()
    let again = try state.load(customers: customers.reversed())
    #expect(again.run == nil)
    #expect(again.unchanged == 7)
    let replay = try state.scan(export.rows)
    #expect(replay.run.duplicate.records == export.rows.count)
    #expect(replay.run.accepted.records == 0)
    #expect(replay.conflicting == 0)
    #expect(try state.dump() == expected)
  }

  /// Once days are forgotten, a load reaches back as far as a late record may: from there on nothing differs, and what
  /// was found before stays. What a hub gathers of earlier findings is as they are.
  @Test func withAForgottenPastTheRestIsAsIfTheFileHadBeenThereFirst() throws {
    let export = RandomExport(250, days: Self.days, seed: 51)
    let blocks = [0, 45, 90, 135, 180].map { export.later(by: $0) }
    let customers = RandomCustomers(seed: 51).rows
    let first = try TestState(try SensitiveRules.withCustomers(), today: 220)
    try first.load(customers: customers)
    let after = try TestState(try SensitiveRules.withCustomers(), today: 220)
    for block in blocks {
      try first.scan(block)
      try after.scan(block)
    }
    let horizon = try #require(try Scan.openState(after.options()).horizon).advanced(by: 1).description
    let before = try Self.findings(after)
    try after.load(customers: customers)
    let loaded = try Self.findings(after)
    func isComparable(_ finding: [String]) -> Bool {
      finding[2] >= horizon && !["T-HUB", "T-HOUSED", "T-BEHIND"].contains(finding[1])
    }
    let expected = try Self.findings(first).filter(isComparable)
    #expect(loaded.filter(isComparable) == expected)
    #expect(!expected.isEmpty)
    // What is looked for in the flagged alone goes when nothing else is found of them any more.
    let past = before.filter { $0[2] < horizon && !["T-ON", "T-BEHIND"].contains($0[1]) }
    #expect(!past.isEmpty && past.isSubset(of: loaded))
  }

  /// Subject, indicator and day of every finding.
  private static func findings(_ state: TestState) throws -> Set<[String]> {
    let derived = StoredDerivedState(store: try Scan.openState(state.options()))
    var found: Set<[String]> = []
    for subject in try derived.subjects() {
      for finding in try derived.state(of: subject)?.findings ?? [] {
        found.insert([subject.description, finding.indicator, finding.day])
      }
    }
    return found
  }

  /// Law 4: killed while it loads, and loaded again.
  @Test(
    .timeLimit(.minutes(10)), .enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)")
  )
  func killedLoadsLeaveNothingBehind() throws {
    let seed: UInt64 = 61
    var random = SeededRandom(seed: seed)
    let undisturbed = try TestState(try SensitiveRules.withCustomers())
    let rules = undisturbed.directory + "/rules"
    try SensitiveRules.write(to: rules, withCustomers: true)
    let export = try undisturbed.write(
      RandomExport(300, days: Self.days, seed: seed).withoutCustomers(seed: seed).rows, to: "export.csv")
    let file = undisturbed.directory + "/customers.csv"
    try (RandomCustomers.header + RandomCustomers(seed: seed).rows.map { $0 + "\n" }.joined())
      .write(toFile: file, atomically: false, encoding: .utf8)
    func arguments(_ command: [String], _ state: TestState) -> [String] {
      command + ["--state", state.statePath, "--rulebook", rules, "--institution", "test", "--no-publish"]
    }
    let (load, scan) = (["customers", "load", file], ["scan", export])
    #expect(try BuiltProgram.run(arguments(load, undisturbed)).status == 0)
    let began = Date()
    #expect(try BuiltProgram.run(arguments(scan, undisturbed)).status == 0)
    let seconds = Date().timeIntervalSince(began)
    let expected = try undisturbed.dump()
    #expect(expected.count > 5)
    for kill in 0..<6 {
      let state = try TestState(undisturbed.rulebook)
      #expect(try BuiltProgram.run(arguments(scan, state)).status == 0)
      let process = try BuiltProgram.start(arguments(load, state))
      usleep(UInt32(Double(random.below(1000)) / 1000 * seconds * 1e6))
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let result = try BuiltProgram.run(arguments(load, state))
      #expect(result.status == 0, "seed \(seed), kill \(kill): \(result.errors)")
      #expect(try state.dump() == expected, "seed \(seed), kill \(kill)")
    }
  }
}
