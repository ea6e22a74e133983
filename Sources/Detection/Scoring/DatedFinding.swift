import Ledger

/// A finding as it is weighed: in numbers alone, since a subject's findings are weighed again for every day and
/// typology.
struct DatedFinding: BitwiseCopyable, Sendable {
  var day: BusinessDay
  /// Which of the subject's findings it is.
  var place: Int
  /// Its rule, as `SignTable` numbers them.
  var sign: Int
  /// What it brings to a scorecard; negative for a mitigation.
  var points: Int
  /// Those it counts for.
  var typologies: TypologyBits
}

/// A set of typologies, by their places in the rulebook.
struct TypologyBits: BitwiseCopyable, Sendable, Equatable {
  private var bits: UInt64

  static let none = TypologyBits(bits: 0)

  private init(bits: UInt64) { self.bits = bits }

  init(_ place: Int) { bits = 1 << UInt64(place) }

  @inline(__always)
  func overlaps(_ other: Self) -> Bool { bits & other.bits != 0 }

  static func | (left: Self, right: Self) -> Self { Self(bits: left.bits | right.bits) }
  static func |= (left: inout Self, right: Self) { left.bits |= right.bits }
}
