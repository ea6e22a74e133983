import Ledger
import Rulebook

extension AtomEvaluator {
  /// Atoms about amounts in one currency.
  struct ConstantAmounts: BitwiseCopyable, Sendable {
    var currency: Letters
    var bits: IntervalLookup
  }

  /// Atoms about a postal code or a county.
  struct Codes: BitwiseCopyable, Sendable {
    var field: UInt8
    var bits: IntervalLookup

    init(_ field: CodeField, _ spans: [IntervalLookup.Span]) {
      self.field =
        switch field {
        case .zip: 0
        case .county: 1
        case .homeZip: 2
        case .merchantCategory: 3
        }
      bits = IntervalLookup(spans)
    }

    @inline(__always)
    func code(of posting: Posting, homeZip: UInt32) -> UInt32 {
      switch field {
      case 0: posting.zip
      case 1: posting.county
      case 2: homeZip
      default: UInt32(posting.merchantCategory)
      }
    }
  }
}
