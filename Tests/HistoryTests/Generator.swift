import Ledger

@testable import History

/// Random numbers that are the same on every machine: SplitMix64.
struct Generator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// A number of every magnitude, the extremes included.
  mutating func number() -> UInt64 {
    switch below(8) {
    case 0: 0
    case 1: .max
    case 2: UInt64(Int64.max)
    case 3: UInt64(Int64.max) + 1
    default: next() >> UInt64(below(64))
    }
  }

  /// A posting any field of which may hold anything.
  mutating func wildPosting() -> Posting {
    var posting = Posting()
    posting.instant = Instant(milliseconds: Int64(bitPattern: number()))
    if chance(30) { posting.instant.milliseconds /= 1000 * 1000 }
    posting.identity = number()
    posting.amount = Int64(bitPattern: number())
    posting.balance = Int64(bitPattern: number())
    posting.counterparty = number()
    posting.account = number()
    posting.zip = UInt32(truncatingIfNeeded: number())
    posting.county = UInt32(truncatingIfNeeded: number())
    posting.homeZip = UInt32(truncatingIfNeeded: number())
    posting.file = UInt32(truncatingIfNeeded: number())
    posting.line = UInt32(truncatingIfNeeded: number())
    posting.currency = Letters(rawValue: UInt16(truncatingIfNeeded: number()))
    posting.state = Letters(rawValue: UInt16(truncatingIfNeeded: number()))
    posting.counterpartyState = Letters(rawValue: UInt16(truncatingIfNeeded: number()))
    posting.counterpartyCountry = Letters(rawValue: UInt16(truncatingIfNeeded: number()))
    posting.zoneMinutes = Int16(truncatingIfNeeded: Int64(bitPattern: number()))
    posting.merchantCategory = UInt16(truncatingIfNeeded: number())
    posting.channelCode = UInt8(truncatingIfNeeded: number())
    posting.purposeCode = UInt8(truncatingIfNeeded: number())
    posting.flags = PostingFlags(rawValue: UInt16(truncatingIfNeeded: number()))
    return posting
  }

  /// Texts for every field of `mask`, in the form of `PostingText`; short ones often repeat.
  mutating func texts(mask: UInt16) -> [UInt8] {
    var bytes: [UInt8] = []
    for bit in 0..<TextField.count where mask >> UInt16(bit) & 1 == 1 {
      let length = chance(60) ? below(3) : chance(99) ? below(60) : 65_535
      bytes.append(UInt8(truncatingIfNeeded: length))
      bytes.append(UInt8(truncatingIfNeeded: length >> 8))
      var text = [UInt8](repeating: UInt8(0x61 + below(3)), count: length)
      if length > 0, chance(70) { text[below(length)] = UInt8(truncatingIfNeeded: next()) }
      bytes += text
    }
    return bytes
  }
}
