import Ledger
import Rulebook

/// The atoms about one field of packed letters, while they are gathered.
struct LettersTable {
  let field: LettersField
  /// For every packed value the class of letters it belongs to; few classes are ever used.
  private(set) var classes = [UInt8](repeating: 0, count: 65_536)
  private(set) var classBits = [AtomBits.none]

  init(field: LettersField) { self.field = field }

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
}

/// The same, fixed, looked up by the letters of a posting. Letters that are not stated are in no list.
struct LettersLookup: BitwiseCopyable, Sendable {
  private let fieldNumber: UInt8
  private let classes: FixedTable<UInt8>
  private let classBits: FixedTable<AtomBits>

  init(_ table: LettersTable) {
    fieldNumber =
      switch table.field {
      case .state: 0
      case .counterpartyState: 1
      case .counterpartyCountry: 2
      }
    classes = FixedTable(table.classes)
    classBits = FixedTable(table.classBits)
  }

  /// Gives the memory back.
  func free() {
    classes.free()
    classBits.free()
  }

  @inline(__always)
  func bits(of posting: Posting) -> AtomBits {
    let value =
      switch fieldNumber {
      case 0: posting.state
      case 1: posting.counterpartyState
      default: posting.counterpartyCountry
      }
    return value == .none ? AtomBits.none : classBits[Int(classes[Int(value.rawValue)])]
  }
}
