/// One run with all that it read, rejected and could not see.
public struct RunFile: Codable, Hashable, Sendable {
  public var summary: RunSummary
  public var program: String
  /// Parameters that the institution overrode: `INDICATOR.parameter` to the value as written.
  public var parameters: [String: String]
  /// ISO 8601 dates of the accepted records.
  public var firstDay: String?
  public var lastDay: String?
  /// Whether read = accepted + duplicate + rejected.
  public var addsUp: Bool
  /// RFC 3339, UTC.
  public var publishedAt: String
  public var amounts: [RunAmount]
  public var sources: [RunSource]
  /// Files of its folders that were not read, each with the reason.
  public var skippedFiles: [String]
  public var coverage: [IndicatorCoverage]
  public var rejectionsByCode: [RejectionCount]
}

/// Sums of a run by fate and currency.
public struct RunAmount: Codable, Hashable, Sendable {
  /// `read`, `accepted`, `duplicate` or `rejected`.
  public var fate: String
  /// ISO 4217 code; empty in the row that counts records whose amount could not be read.
  public var currency: String
  public var recordsWithout: Int
  /// In the main unit, exact.
  public var amount: String
}

/// A file of a run.
public struct RunSource: Codable, Hashable, Sendable {
  public var name: String
  public var format: String
  public var bytes: Int
  /// Hash of the decompressed bytes.
  public var digest: String
  public var records: Int
  /// What the file says of its own counts and totals, and whether it was so.
  public var controls: [String]
}

/// Whether an indicator ran over everything, and what it could not see.
public struct IndicatorCoverage: Codable, Hashable, Sendable {
  public var indicator: String
  public var subjectsEvaluated: Int
  public var subjectsFired: Int
  /// Missing field to number of subjects it could not be evaluated on because of that.
  public var notEvaluable: [String: Int]
}

/// An indicator on one night.
public struct CoverageDay: Codable, Hashable, Sendable {
  public var run: String
  /// ISO 8601 date on which the run began, UTC.
  public var day: String
  public var startedAt: String
  public var command: String
  public var rulebook: String
  /// ISO 8601 dates of the records it accepted.
  public var firstDay: String?
  public var lastDay: String?
  public var coverage: IndicatorCoverage
}

/// Rejections of one code.
public struct RejectionCount: Codable, Hashable, Sendable {
  public var code: String
  public var count: Int
}

/// A rejected record that nobody has replayed yet, as a list shows it: where it is and why, not what it says.
public struct RejectionEntry: Codable, Hashable, Sendable {
  public var run: String
  public var number: Int
  public var file: String
  public var line: Int
  public var byteOffset: Int
  public var code: String
  public var field: String?
  public var reason: String
  /// RFC 3339, UTC.
  public var publishedAt: String
}

/// A page of rejections.
public struct RejectionPage: Codable, Hashable, Sendable {
  public var entries: [RejectionEntry]
  /// From 1.
  public var page: Int
  public var pageSize: Int
  public var hasNext: Bool
  public var byCode: [RejectionCount]
}
