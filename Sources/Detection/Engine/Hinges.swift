/// On which atom each of several needs hangs: of those it asks for, the rarest by its kind, and of these the one that the
/// fewest needs ask for. Where that never occurs, nobody comes by.
struct Hinges {
  private let rarity: [Int]
  /// How many needs ask for each atom.
  private var uses = [Int](repeating: 0, count: AtomBits.capacity)

  /// - Parameter rarity: of each atom; the lower the rarer.
  init(of needs: [AtomBits], _ rarity: [Int]) {
    self.rarity = rarity
    for need in needs { need.forEachAtom { uses[$0] += 1 } }
  }

  /// The atom a need hangs on; `AtomBits.capacity` where it asks for none.
  func hinge(of need: AtomBits) -> Int {
    var hinge = AtomBits.capacity
    need.forEachAtom { atom in
      if hinge == AtomBits.capacity || (rarity[atom], uses[atom]) < (rarity[hinge], uses[hinge]) {
        hinge = atom
      }
    }
    return hinge
  }
}
