import ArgumentParser
import Foundation
import Ledger
import Simulation

/// `manumit simulate`: an invented bank, with what is true of it beside the exports.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make the exports of an invented bank, and the truth about it.",
    discussion: """
      Writes DIR/exports (one file a business day), DIR/customers.csv, and DIR/truth: operations.csv, \
      members.csv (who is in them, and whom it is right to flag) and lookalikes.csv (innocent, by group). The \
      same arguments make the same bytes. No person, account or payment in it is real.

        manumit simulate world --seed 7 --customers 20000 --days 90
      """)

  @Argument(help: "Where the files go; made if missing.")
  var directory: String

  @Option(help: "Another seed, another world.")
  var seed: UInt64 = 1

  @Option(help: "Customers, beside those of the operations.")
  var customers = 20_000

  @Option(help: "Days of the world.")
  var days = 90

  @Option(help: ArgumentHelp("The first day.", valueName: "date"))
  var start = "2026-03-02"

  @Option(help: ArgumentHelp("Accounts of operations among a thousand accounts.", valueName: "number"))
  var operationsPerThousand = 1.0

  @Flag(help: "One file a business day, or all in one.")
  var files = ExportFiles.nights

  @OptionGroup var log: LogOptions

  func validate() throws {
    guard (1...5_000_000).contains(customers) else {
      throw ValidationError("--customers must be from 1 to 5,000,000.")
    }
    guard (1...1000).contains(days) else { throw ValidationError("--days must be from 1 to 1,000.") }
    guard BusinessDay(start) != nil else {
      throw ValidationError("--start must be a date such as 2026-03-02.")
    }
    guard (0...100).contains(operationsPerThousand) else {
      throw ValidationError("--operations-per-thousand must be from 0 to 100.")
    }
  }

  func run() throws {
    let console = log.console
    try console.reporting {
      guard let start = BusinessDay(start) else { return }
      let plan = WorldPlan(
        seed: seed, customers: customers, days: days, start: start,
        operationsPerThousand: operationsPerThousand, isOneFile: files == .oneFile)
      let summary = try World.make(plan, into: FolderSink(directory))
      console.print(
        """
        \(summary.rows) transactions in \(summary.files) files, \(summary.customers) customers with \
        \(summary.accounts) accounts, \(summary.operations) operations with \(summary.operationAccounts) accounts \
        that it is right to flag, \(summary.lookalikes) innocent look-alikes
        """)
    }
  }
}

/// How the exports are cut.
enum ExportFiles: String, EnumerableFlag {
  /// One file a business day.
  case nights
  /// All in one file.
  case oneFile
}

/// Writes a world into a folder.
struct FolderSink: WorldSink {
  private let directory: String
  private var file: FileHandle?

  init(_ directory: String) { self.directory = directory }

  mutating func start(_ path: String) throws {
    try finish()
    let url = URL(filePath: directory).appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    file = try FileHandle(forWritingTo: url)
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws { try file?.write(contentsOf: Data(bytes)) }

  mutating func finish() throws {
    try file?.close()
    file = nil
  }
}
