import Ingest
import Ledger

/// What becomes of a source whose own words about itself, its counts, sums and end marks, are not what was read.
///
/// Whatever it is, no record of it is dropped.
public enum ControlPolicy: String, CaseIterable, Sendable {
  /// A source that cannot be all that was sent is refused; a sum or hash that differs is reported.
  case standard
  /// Everything that differs is reported, and the source is read.
  case warn
  /// A source of which anything differs is refused.
  case stop

  /// - Throws: `IngestError` where the source is refused.
  func check(_ outcome: DecodeOutcome) throws(IngestError) {
    if self != .warn, let contradiction = outcome.contradiction {
      throw IngestError(
        code: .incomplete, source: outcome.record.name, why: contradiction,
        remedy:
          "The transfer was probably cut off; fetch the file again. If it is all there, --controls warn reads it,"
          + " and for a trailer that counts otherwise its profile can say so (`manumit check` shows what is compared)"
      )
    }
    guard self == .stop, outcome.controlsFailed else { return }
    throw IngestError(
      code: .controlsDiffer, source: outcome.record.name,
      why: "Its own control totals are not what was read, and --controls stop was given",
      remedy: "`manumit check` shows what was compared; --controls warn reads it all the same")
  }
}

extension IngestError.Code {
  /// Control totals that differ, where a run does not bear it.
  static let controlsDiffer = Self(rawValue: "controls-differ")
}
