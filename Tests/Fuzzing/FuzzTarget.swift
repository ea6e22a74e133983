import Ingest

/// What is given hostile bytes: a decoder each, with all that a run does to reach it.
///
/// Only what is public is called, as a run would; the promises looked after are the same under libFuzzer
/// (`Scripts/soak --fuzz`) and for the mutants of `Scripts/test`.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// Delimited text; the first bytes choose dialect and values.
  case delimited
  /// One JSON object a line.
  case ndjson
  /// SWIFT messages and statements.
  case swift
  /// BAI2 reports.
  case bai2
  /// ACH files.
  case nacha
  /// Tagged Fedwire messages.
  case fedwire
  /// Messages of ISO 20022.
  case iso20022
  /// Whatever a file may be: looked at, and read as was proposed.
  case sniffed
  /// A gzip stream, whatever it holds.
  case gzip
  /// A Zstandard stream, whatever it holds.
  case zstd
  /// A customer file.
  case customers
  /// Profiles of exports and of customer files.
  case profile
  /// A file of a rulebook.
  case rulebook
  /// Amounts, dates, times, zones, codes: a field a line.
  case values

  /// Hands the bytes to the decoder.
  ///
  /// - Throws: the promise that was broken. A crash, an endless loop and memory without bound are for whoever calls.
  public func run(_ bytes: [UInt8]) throws(BrokenPromise) {
    switch self {
    case .delimited: try RecordFuzz.delimited(bytes)
    case .ndjson: try RecordFuzz.ndjson(bytes)
    case .swift: try ReportFuzz.run(bytes, as: .swift)
    case .bai2: try ReportFuzz.run(bytes, as: .bai2)
    case .nacha: try ReportFuzz.run(bytes, as: .nacha)
    case .fedwire: try ReportFuzz.run(bytes, as: .fedwire)
    case .iso20022: try MessageFuzz.run(bytes, .iso20022)
    case .sniffed: try RecordFuzz.sniffed(bytes)
    case .gzip: try StreamFuzz.run(bytes, magic: [0x1F, 0x8B])
    case .zstd: try StreamFuzz.run(bytes, magic: [0x28, 0xB5, 0x2F, 0xFD])
    case .customers: try CustomerFuzz.run(bytes)
    case .profile: try TextFuzz.profile(bytes)
    case .rulebook: try TextFuzz.rulebook(bytes)
    case .values: try ValueFuzz.run(bytes)
    }
  }
}

/// A promise that some bytes made a decoder break.
public struct BrokenPromise: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
