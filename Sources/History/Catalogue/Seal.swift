import Ledger

/// The checksum behind every value of the catalogue: LMDB keeps none, and what was found of somebody must not change
/// because a device forgot a bit.
///
/// Eight bytes, a hash of table, key and value: a value that came to lie under another key is found as well.
enum Seal {
  private static let length = 8
  /// What the hash is seeded with, so that nothing but zeros is not its own seal.
  private static let seed: UInt64 = 0x7365_616C_6564_2121

  private static func hash(
    _ table: CatalogueTable, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
  ) -> UInt64 {
    StableHash.hash(value, seed: StableHash.hash(key, seed: seed &+ UInt64(table.index)))
  }

  /// A value with its seal.
  static func sealed(_ table: CatalogueTable, _ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
    let hash = key.withUnsafeBytes { key in value.withUnsafeBytes { Self.hash(table, key, $0) } }
    return value + withUnsafeBytes(of: hash.littleEndian) { Array($0) }
  }

  /// The value without its seal; nil where that is not its own.
  static func opened(
    _ table: CatalogueTable, _ key: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard bytes.count >= length else { return nil }
    let value = UnsafeRawBufferPointer(rebasing: bytes.dropLast(length))
    let seal = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: value.count, as: UInt64.self))
    return seal == hash(table, key, value) ? value : nil
  }

  /// Seals what a program of version 2 or older wrote; once, in one step.
  static func sealOlder(in catalogue: borrowing CatalogueEnvironment) throws(HistoryError) {
    let marker = Catalogue.Key.sealed.bytes
    let isSealed = try catalogue.read { view throws(LMDBError) in
      try view.getAsItIs(.state, marker) != nil
    }
    guard !isSealed else { return }
    try catalogue.write { transaction throws(LMDBError) in
      for table in CatalogueTable.allCases {
        for key in try transaction.keys(of: table) {
          guard let value = try transaction.getAsItIs(table, key) else { continue }
          try transaction.put(table, key, value)
        }
      }
      try transaction.put(.state, marker, [1])
    }
  }
}
