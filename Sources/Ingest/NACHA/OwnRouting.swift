import Ledger

/// Whether routing numbers are ours, remembered: a file asks for the same few of each of its millions of entries.
final class OwnRouting {
  private let own: OwnInstitution
  /// By place: eight digits as they lie in memory, and what was answered.
  private let known: UnsafeMutablePointer<(digits: UInt64, isOurs: Bool)>
  /// A power of two; some hundred banks make up most of a night's file.
  private static let places = 1024
  private static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ own: OwnInstitution) {
    self.own = own
    known = .allocate(capacity: Self.places)
    known.initialize(repeating: (0, false), count: Self.places)
  }

  deinit { known.deallocate() }

  /// Whether a bank is ours by the first eight digits of its routing number; the ninth is their check digit.
  func owns(_ routing: FieldBytes) -> Bool {
    guard !own.isUnknown, routing.count >= 8 else { return false }
    let digits = routing.start.loadUnaligned(as: UInt64.self)
    let place = Int(truncatingIfNeeded: StableHash.mix(digits, Self.spread)) & (Self.places - 1)
    if known[place].digits == digits { return known[place].isOurs }
    let isOurs = own.owns(routing.slice(0, 8))
    known[place] = (digits, isOurs)
    return isOurs
  }
}
