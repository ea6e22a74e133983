/// Settles the operations.
enum Underworld {
  static func settle(_ bank: Bank, perThousand: Double) {}
  static func accounts(in truth: Truth) -> Int { 0 }
}
