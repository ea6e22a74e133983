import Ingest
public import Ledger
import Reporting
public import Rulebook

/// Everything a run is told from outside: there is no other source of settings, and no clock but this one.
///
/// What it is told of its sources, `options.sources.paths`, is also reached as `options.paths`.
@dynamicMemberLookup
public struct ScanOptions: Sendable {
  public var sources = SourceOptions()
  /// The state directory.
  public var state = ""
  public var rulebook: Rulebook
  public var geography: Geography
  /// Parameters overridden for this run, for its record.
  public var parameters: [String: String] = [:]
  public var rejectionLimit = RejectionLimit.standard
  /// Threads that decode and assess.
  public var workers = 2
  /// Bytes of filings kept in memory before they are spilled to the state directory.
  public var memoryBudget = ScanOptions.standardMemory
  /// Whether the report lists every finding: in a large month there are millions, of innocent patterns most of all.
  public var listsFindings = false
  /// Seconds to wait for a state another program holds.
  public var patience = 0
  public var command = "scan"
  public var program = ""
  /// The time the run believes it is, milliseconds UTC; asked at its beginning and at its end.
  public var clock: @Sendable () -> Instant

  /// Three quarters of a gibibyte of filings: with what assessing needs beside it a run stays under one.
  public static let standardMemory = 768 << 20

  public init(rulebook: Rulebook, geography: Geography, clock: @escaping @Sendable () -> Instant) {
    self.rulebook = rulebook
    self.geography = geography
    self.clock = clock
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<SourceOptions, Value>) -> Value {
    get { sources[keyPath: path] }
    set { sources[keyPath: path] = newValue }
  }

  subscript<Value>(dynamicMember path: KeyPath<SourceOptions, Value>) -> Value {
    sources[keyPath: path]
  }
}

/// One finding of a run, without its evidence.
public struct FindingLine: Sendable, Hashable {
  public var indicator: String
  /// The subject as the source names it.
  public var subject: String
  /// ISO 8601.
  public var day: String

  /// A line of CSV.
  public var csv: String { "\(indicator),\(spreadsheetCell(subject)),\(day)" }
}

/// What a run did, for the summary.
public struct ScanReport: Sendable {
  public var run: RunRecord
  /// Records with the identity of another and different content; one of each was kept.
  public var conflicting: Int
  /// Accepted records dated so early that not all their windows could be looked into.
  public var late: Int
  /// Payments that records of this run were the first to take back.
  public var takenBack = 0
  /// What was odd and not worth rejecting, with how often it was met.
  public var oddities: [String: Int]
  /// Rejected records nothing is wrong with, such as prenotes, by code.
  public var setAside: [String: Int]
  /// How each source was understood, sentence by sentence.
  public var understanding: [String: [String]]
  /// What every rule found in this run, on which subject and day, in no order: for engineers who compare.
  public var findings: [FindingLine]
  /// Where the rejected records can be read and mended; nil where there are none.
  public var rejectionFile: String?
  /// Why they cannot; the run is kept all the same.
  public var rejectionFileFailure: PipelineError?
}
