/// What one run did: the examiner's record, and the analyst's summary.
public struct RunRecord: Codable, Hashable, Sendable {
  /// 16 hexadecimal digits.
  public var id: String
  /// `scan`, `replay-rejections` …
  public var command: String
  /// RFC 3339, UTC.
  public var startedAt: String
  public var finishedAt: String
  /// Version of the program, and hash of the rulebook it ran with.
  public var program: String
  public var rulebook: String
  /// Overridden parameters, `INDICATOR.parameter` to value as written.
  public var parameters: [String: String]
  public var sources: [SourceRecord]
  /// Files of its folders that hold no transactions and were left alone.
  public var skipped: [SkippedSource]
  /// Records by fate (law 5): read = accepted + duplicate + rejected.
  public var read: RecordTally
  public var accepted: RecordTally
  public var duplicate: RecordTally
  public var rejected: RecordTally
  /// Earliest and latest local date among accepted records, ISO 8601; nil where none was accepted.
  public var firstDay: String?
  public var lastDay: String?
  public var flagsNew: Int
  public var flagsExtended: Int
  public var flagsAmended: Int
  public var flagsWithdrawn: Int
  public var coverage: [CoverageRecord]

  public init(
    id: String, command: String, startedAt: String, finishedAt: String, program: String, rulebook: String,
    parameters: [String: String] = [:], sources: [SourceRecord] = [], skipped: [SkippedSource] = [],
    read: RecordTally = RecordTally(),
    accepted: RecordTally = RecordTally(), duplicate: RecordTally = RecordTally(),
    rejected: RecordTally = RecordTally(), firstDay: String? = nil, lastDay: String? = nil,
    flagsNew: Int = 0, flagsExtended: Int = 0, flagsAmended: Int = 0, flagsWithdrawn: Int = 0,
    coverage: [CoverageRecord] = []
  ) {
    self.id = id
    self.command = command
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.program = program
    self.rulebook = rulebook
    self.parameters = parameters
    self.sources = sources
    self.skipped = skipped
    self.read = read
    self.accepted = accepted
    self.duplicate = duplicate
    self.rejected = rejected
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.flagsNew = flagsNew
    self.flagsExtended = flagsExtended
    self.flagsAmended = flagsAmended
    self.flagsWithdrawn = flagsWithdrawn
    self.coverage = coverage
  }
}

/// How many records, and their amounts by currency code in minor units.
public struct RecordTally: Codable, Hashable, Sendable {
  public var records: Int
  /// Records whose amount could not be read; they are in `records` and in no amount.
  public var withoutAmount: Int
  public var minorUnits: [String: Int64]

  public init(records: Int = 0, withoutAmount: Int = 0, minorUnits: [String: Int64] = [:]) {
    self.records = records
    self.withoutAmount = withoutAmount
    self.minorUnits = minorUnits
  }

  /// Counts one record; `money` is nil where its amount could not be read.
  public mutating func add(_ money: Money?) {
    records += 1
    guard let money else {
      withoutAmount += 1
      return
    }
    add(money.minorUnits, of: money.currency.description)
  }

  /// Sums stop at the bounds of 64 bits, ninety quadrillion dollars, rather than stop the program.
  private mutating func add(_ amount: Int64, of currency: String) {
    let (sum, overflows) = minorUnits[currency, default: 0].addingReportingOverflow(amount)
    minorUnits[currency] = overflows ? (amount > 0 ? .max : .min) : sum
  }

  /// Adds another tally to this one.
  public mutating func add(_ other: RecordTally) {
    records += other.records
    withoutAmount += other.withoutAmount
    for (currency, amount) in other.minorUnits { add(amount, of: currency) }
  }
}

/// One source of a run, and whether it kept its own control totals.
public struct SourceRecord: Codable, Hashable, Sendable {
  public var name: String
  /// `csv`, `ndjson` …
  public var format: String
  /// Decompressed bytes.
  public var bytes: Int
  /// Hash of the decompressed bytes, 16 hexadecimal digits.
  public var digest: String
  public var records: Int
  /// What the source said of itself and whether it was so; empty where it said nothing.
  public var controls: [String]

  public init(
    name: String, format: String, bytes: Int, digest: String, records: Int, controls: [String] = []
  ) {
    self.name = name
    self.format = format
    self.bytes = bytes
    self.digest = digest
    self.records = records
    self.controls = controls
  }
}

/// A file of a folder that holds no transactions, and why it was taken for such.
public struct SkippedSource: Codable, Hashable, Sendable {
  public var name: String
  /// Stable code, such as `format-not-read`.
  public var code: String
  /// One plain sentence, without its full stop.
  public var reason: String

  public init(name: String, code: String, reason: String) {
    self.name = name
    self.code = code
    self.reason = reason
  }
}

extension KeyedDecodingContainer {
  /// Records that were put aside before files were skipped say nothing of them: none were.
  func decode(_ type: [SkippedSource].Type, forKey key: Key) throws -> [SkippedSource] {
    try decodeIfPresent(type, forKey: key) ?? []
  }
}

/// Whether an indicator ran over everything, and what it could not see.
public struct CoverageRecord: Codable, Hashable, Sendable {
  public var indicator: String
  /// Subjects with activity in the run that the indicator is about and could be evaluated on.
  public var subjectsEvaluated: Int
  public var subjectsFired: Int
  /// Subjects it could not be evaluated on, by the canonical fields that were missing.
  public var notEvaluable: [String: Int]

  public init(
    indicator: String, subjectsEvaluated: Int = 0, subjectsFired: Int = 0, notEvaluable: [String: Int] = [:]
  ) {
    self.indicator = indicator
    self.subjectsEvaluated = subjectsEvaluated
    self.subjectsFired = subjectsFired
    self.notEvaluable = notEvaluable
  }
}

extension CoverageRecord {
  /// How the reason begins where no field of an export would change that an indicator cannot be evaluated.
  public static let notObservable = "not observable"

  /// Whether some export could show what the indicator looks for.
  public var isObservable: Bool {
    !notEvaluable.keys.contains { $0.hasPrefix(CoverageRecord.notObservable) }
  }
}
