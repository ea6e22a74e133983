import Ledger
import Rulebook

/// The atoms about one field of packed letters, looked up by the letters.
struct LettersTable: Sendable {
  let field: LettersField
  /// For every packed value the class of letters it belongs to; few classes are ever used.
  private var classes: [UInt8]
  private var classBits: [AtomBits] = [0]

  init(field: LettersField) {
    self.field = field
    classes = [UInt8](repeating: 0, count: 65_536)
  }

  mutating func add(_ bit: AtomBits, _ set: Set<Letters>) {
    for letters in set.sorted() {
      let bits = classBits[Int(classes[Int(letters.rawValue)])] | bit
      if let existing = classBits.firstIndex(of: bits) {
        classes[Int(letters.rawValue)] = UInt8(existing)
      } else {
        precondition(classBits.count < 256, "more than 255 combinations of lists on one field")
        classes[Int(letters.rawValue)] = UInt8(classBits.count)
        classBits.append(bits)
      }
    }
  }

  @inline(__always)
  func bits(of posting: Posting) -> AtomBits {
    let value =
      switch field {
      case .state: posting.state
      case .counterpartyState: posting.counterpartyState
      case .counterpartyCountry: posting.counterpartyCountry
      }
    return value == .none ? 0 : classBits[Int(classes[Int(value.rawValue)])]
  }
}
