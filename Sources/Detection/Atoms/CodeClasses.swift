import Ledger

/// Atoms about numbers of sixteen bits, while they are gathered: each number has a class, each class its bits.
struct CodeClasses {
  /// For every number the class it belongs to; empty where no atom asks.
  private(set) var classes: [UInt16] = []
  private(set) var classBits = [AtomBits.none]

  /// Zero is no code: it stands for what is not stated.
  mutating func add(_ bit: AtomBits, _ ranges: [ClosedRange<UInt32>]) {
    if classes.isEmpty { classes = [UInt16](repeating: 0, count: 65_536) }
    var renamed: [UInt16: UInt16] = [:]
    for range in ranges {
      for code in range where code > 0 && code < 65_536 {
        let old = classes[Int(code)]
        classes[Int(code)] = renamed[old] ?? rename(old, with: bit, &renamed)
      }
    }
  }

  /// The class of numbers that were in `old` and have the bit besides.
  private mutating func rename(_ old: UInt16, with bit: AtomBits, _ renamed: inout [UInt16: UInt16]) -> UInt16
  {
    classBits.append(classBits[Int(old)] | bit)
    let new = UInt16(classBits.count - 1)
    renamed[old] = new
    // A number that two ranges of one list hold is renamed once.
    renamed[new] = new
    return new
  }
}

/// The same, fixed, looked up by number.
struct CodeLookup: BitwiseCopyable, Sendable {
  private let classes: FixedTable<UInt16>
  private let classBits: FixedTable<AtomBits>

  init(_ gathered: CodeClasses) {
    classes = FixedTable(gathered.classes)
    classBits = FixedTable(gathered.classBits)
  }

  /// Gives the memory back.
  func free() {
    classes.free()
    classBits.free()
  }

  var isEmpty: Bool { classes.count == 0 }

  @inline(__always)
  func bits(of code: UInt16) -> AtomBits { classBits[Int(classes[Int(code)])] }
}
