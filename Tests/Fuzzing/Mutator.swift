public import TestSupport

/// Makes mutants of inputs in order: bytes flipped, cut out, said twice, swapped with others' and words put in.
public struct Mutator {
  private let seeds: [[UInt8]]
  private let tokens: [[UInt8]]

  /// Mutants grow no longer than this, so that each is tried in a moment.
  private static let mostBytes = 4096

  public init(_ target: FuzzTarget) {
    seeds = target.seeds
    tokens = target.tokens
  }

  /// One mutant; the same for the same state of `random`.
  public func mutant(using random: inout SeededRandom) -> [UInt8] {
    var bytes = seeds[random.below(seeds.count)]
    for _ in 0..<(1 + random.below(random.chance(percent: 20) ? 24 : 4)) {
      change(&bytes, &random)
      if bytes.count > Self.mostBytes { bytes.removeLast(bytes.count - Self.mostBytes) }
    }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let place = random.below(bytes.count + 1)
    let end = min(bytes.count, place + 1 + random.below(random.chance(percent: 10) ? 400 : 12))
    switch random.below(7) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1 where place < bytes.count: bytes[place] = UInt8(random.below(256))
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
    case 4:
      let other = seeds[random.below(seeds.count)]
      let cut = random.below(other.count + 1)
      bytes.replaceSubrange(place..<end, with: other[cut..<min(other.count, cut + 1 + random.below(60))])
    default: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
    }
  }
}
