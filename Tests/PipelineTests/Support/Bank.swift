import Foundation
import History
import TestSupport
import Testing

/// The nights of a bank in a state, with or without a database: run, disturbed, and looked at afterwards.
final class Bank {
  let state: TestState
  let database: ScratchDatabase?
  private let rules: String
  private let files: [String]
  /// How long each night took, of those that were left alone.
  private(set) var seconds: [Double] = []

  init(_ state: TestState, _ rules: String, _ files: [String], _ database: ScratchDatabase? = nil) {
    self.state = state
    self.database = database
    self.rules = rules
    self.files = files
  }

  /// One that stands where another stands.
  init(copyOf other: Bank) throws {
    state = try TestState(other.state.rulebook)
    rules = other.rules
    files = other.files
    database = try other.database.map { try ScratchDatabase(copyOf: $0) }
    if FileManager.default.fileExists(atPath: other.state.statePath) {
      try FileManager.default.copyItem(atPath: other.state.statePath, toPath: state.statePath)
    }
  }

  /// A file that a night may write for the operator.
  func report(_ name: String) -> String { state.directory + "/" + name }

  /// The command of a night.
  func arguments(_ night: Int, file: String? = nil) -> [String] {
    [
      "scan", file ?? files[night], "--state", state.statePath, "--rulebook", rules, "--institution", "test",
      "--findings", report("findings.csv"), "--metrics", report("metrics"),
    ] + (database == nil ? ["--no-publish"] : [])
  }

  var environment: [String: String] { database?.environment ?? [:] }

  /// A night that nobody disturbs.
  func run(_ night: Int) throws -> Int32 {
    let began = Date()
    let result = try BuiltProgram.run(arguments(night), environment: environment)
    seconds.append(Date().timeIntervalSince(began))
    #expect(result.status == 0, "\(result.errors)")
    return result.status
  }

  /// A night with a fault; what is said of it names nobody.
  func run(
    _ night: Int, _ fault: Fault, file: String? = nil, input: FileHandle = .nullDevice,
    environment more: [String: String] = [:], whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> FaultSeam.Ending {
    let ending = try FaultSeam.run(
      arguments(night, file: file), fault, environment: environment.merging(more) { $1 }, input: input,
      whileRunning: whileRunning)
    let said = ending.errors.replacing(state.directory, with: "")
    for name in Self.confidential {
      #expect(!said.contains(name), "\(fault): it names customers: \(said)")
    }
    return ending
  }

  /// The exit status of computing the audit chain again.
  func verify() throws -> Int32 {
    try BuiltProgram.run(["audit", "verify"], environment: environment).status
  }

  /// Names and payees of `RandomExport`.
  private static let confidential = [
    "Ana Ruiz", "Tom Berg", "Li Wei", "Eva Soto", "Ida Holm", "Sam Okafor", "FARM", "HUB",
  ]

  /// Whether it was still there to be killed.
  func kill(_ night: Int, after seconds: Double) throws -> Bool {
    let process = try BuiltProgram.start(arguments(night), environment: environment)
    usleep(UInt32(seconds * 1e6))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// Everything that is kept of its nights, in a form to compare.
  struct Contents: Equatable {
    var tables: String
    /// Findings and flags.
    var derived: [String]
    var history: [String]
    /// What waits for PostgreSQL.
    var outbox: [OutboxEntry]

    /// What differs; empty where nothing does.
    func differences(from other: Contents) -> [String] {
      [
        tables == other.tables ? nil : "tables", derived == other.derived ? nil : "findings and flags",
        history == other.history ? nil : "history", outbox == other.outbox ? nil : "outbox",
      ].compactMap(\.self)
    }
  }

  func contents() throws -> Contents {
    Contents(
      tables: try database?.contentsOfWork() ?? "", derived: try state.dump(), history: try state.history(),
      outbox: try state.outbox())
  }
}
