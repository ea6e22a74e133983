import Detection
import Foundation
import History
import Ingest
import Ledger
import Rulebook
import TestSupport

@testable import Pipeline

/// A state directory of a test, with the runs it has had. Removed when the test is done with it.
final class TestState {
  let directory: String
  let rulebook: Rulebook
  private var night = 0
  /// Days from `PostingMaker.firstDay` that runs believe have passed.
  private let today: Int

  init(_ rulebook: Rulebook, today: Int = 80) throws {
    self.rulebook = rulebook
    self.today = today
    directory = NSTemporaryDirectory() + "manumit-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  var statePath: String { directory + "/state" }

  func options() -> ScanOptions {
    let today = PostingMaker.firstDay.advanced(by: today)
    var options = ScanOptions(rulebook: rulebook, geography: Geography()) {
      Instant(day: today, secondOfDay: 0, zoneMinutes: 0)
    }
    options.state = statePath
    options.institution = "test"
    options.listsFindings = true
    return options
  }

  /// Writes rows to a file of their own and scans it.
  @discardableResult
  func scan(
    _ rows: [String], memory: Int? = nil, workers: Int = 2, limit: RejectionLimit = .standard,
    profile: Profile? = nil, header: String = RandomExport.header
  ) throws -> ScanReport {
    night += 1
    let path = directory + "/night-\(night).csv"
    try (header + rows.map { $0 + "\n" }.joined())
      .write(toFile: path, atomically: false, encoding: .utf8)
    var options = options()
    options.paths = [path]
    options.workers = workers
    options.rejectionLimit = limit
    options.profile = profile
    if let memory { options.memoryBudget = memory }
    return try Scan(options, store: try Scan.openState(options)).run()
  }

  /// Loads a customer file of these rows.
  @discardableResult
  func load(
    customers rows: [String], header: String = RandomCustomers.header, replaces: Bool = false,
    workers: Int = 2
  ) throws -> CustomerLoadReport {
    let text = header + rows.map { $0 + "\n" }.joined()
    let file = try CustomerFile(try ByteSource(bytes: Array(text.utf8), name: "customers.csv"))
    var options = options()
    options.workers = workers
    options.command = "customers load"
    return try CustomerLoad(options, store: try Scan.openState(options))
      .run(file, name: "customers.csv", replaces: replaces)
  }

  /// Everything derived that a reviewer could ever see, in a form to compare: findings and flags of every
  /// subject, without the file and line each posting was read from.
  func dump() throws -> [String] {
    let store = try Scan.openState(options())
    let derived = StoredDerivedState(store: store)
    var lines: [String] = []
    for subject in try derived.subjects().sorted() {
      guard var state = try derived.state(of: subject) else { continue }
      for index in state.findings.indices { Self.forgetOrigin(&state.findings[index].evidence) }
      for index in state.flags.indices {
        for finding in state.flags[index].findings.indices {
          Self.forgetOrigin(&state.flags[index].findings[finding].evidence)
        }
        for finding in state.flags[index].mitigations.indices {
          Self.forgetOrigin(&state.flags[index].mitigations[finding].evidence)
        }
      }
      lines.append(state.encoded().map { String($0, radix: 16) }.joined(separator: " "))
    }
    return lines
  }

  private static func forgetOrigin(_ rows: inout [Detection.EvidenceTransaction]) {
    for index in rows.indices {
      rows[index].file = ""
      rows[index].line = 0
    }
  }

  /// Every posting of every subject, without where it was read from; sorted.
  func history() throws -> [String] {
    let store = try Scan.openState(options())
    var lines: [String] = []
    for shard in 0..<SubjectKey.shardCount {
      try store.visit(shard: shard, where: { _, _ in true }) { activity in
        for position in activity.postings.indices {
          var posting = activity.postings[position]
          (posting.file, posting.line, posting.textOffset) = (0, 0, 0)
          let texts = TextField.allCases.map { activity.text($0, at: position) ?? "" }
          lines.append("\(activity.kind) \(activity.subject) \(posting) \(texts)")
        }
      }
    }
    return lines.sorted()
  }

  /// What waits for PostgreSQL, without the times of day runs had.
  func outbox() throws -> [OutboxEntry] {
    let store = try Scan.openState(options())
    return try store.pendingEntries(limit: .max).map { pending in
      guard case .run(var record) = pending.entry else { return pending.entry }
      record.startedAt = ""
      record.finishedAt = ""
      return .run(record)
    }
  }

  /// Writes rows to a file for the program to scan.
  func write(_ rows: [String], to name: String, header: String = RandomExport.header) throws -> String {
    let path = directory + "/" + name
    try (header + rows.map { $0 + "\n" }.joined())
      .write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  /// All flags, of all subjects.
  func flags() throws -> [Detection.Flag] {
    try FlagListing.flags(in: try Scan.openState(options()))
  }
}
