import Ledger

/// Which rules can be tried at a posting: each is tried at postings of certain sets alone, and most at few.
///
/// Of a subject with a history nothing new can be found but at what came tonight, so the rules that none of it can be
/// tried by need not be looked at, nor the history where none is left.
struct AnchorDoors: BitwiseCopyable, Sendable {
  /// Bits without which a posting is no moment of a rule; a rule has one for each alternative of its sets.
  private struct Door: BitwiseCopyable, Sendable {
    var rule: Int
    var need: AtomBits
  }

  /// Door after door, each with those that hang on the same atom (`Hinges`).
  private let doors: FixedTable<Door>
  /// Where the doors of each atom begin; behind the last atom those that need none, and their end.
  private let starts: FixedTable<Int>

  /// - Parameters:
  ///   - rules: the rules about one kind of subject, with their indices.
  ///   - rarity: of each atom; the lower the rarer.
  init(_ rules: [(index: Int, rule: CompiledRule)], _ rarity: [Int]) {
    let all = rules.flatMap { index, rule in rule.anchorNeeds.map { Door(rule: index, need: $0) } }
    let hinges = Hinges(of: all.map(\.need), rarity)
    var hung = [[Door]](repeating: [], count: AtomBits.capacity + 1)
    for door in all { hung[hinges.hinge(of: door.need)].append(door) }
    doors = FixedTable(Array(hung.joined()))
    starts = FixedTable(hung.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) })
  }

  /// Gives the memory back.
  func free() {
    doors.free()
    starts.free()
  }

  /// Notes the rules that can be tried at a posting with these bits.
  func note(_ bits: AtomBits, in rules: inout RuleSet) {
    bits.forEachAtom { note(hangingOn: $0, bits, in: &rules) }
    note(hangingOn: AtomBits.capacity, bits, in: &rules)
  }

  @inline(__always)
  private func note(hangingOn hinge: Int, _ bits: AtomBits, in rules: inout RuleSet) {
    for index in starts[hinge]..<starts[hinge + 1] where bits.contains(doors[index].need) {
      rules.insert(doors[index].rule)
    }
  }
}

/// Some of an assessor's rules, a bit each.
struct RuleSet {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  func contains(_ rule: Int) -> Bool { words[rule >> 6] >> UInt64(rule & 63) & 1 != 0 }

  mutating func insert(_ rule: Int) { words[rule >> 6] |= 1 << UInt64(rule & 63) }

  mutating func removeAll() { for word in words.indices { words[word] = 0 } }

  mutating func insertAll() { for word in words.indices { words[word] = .max } }
}
