import Ledger
import Rulebook

/// A list of contacts, by hash.
struct ContactLookup: Sendable {
  let bit: AtomBits
  let field: ContactField
  private let hashes: Set<UInt64>

  init(bit: AtomBits, field: ContactField, values: Set<String>) {
    self.bit = bit
    self.field = field
    hashes = Set(
      values.map { value in
        var copy = value
        return copy.withUTF8 { ContactHash.of(UnsafeRawBufferPointer($0)) }
      })
  }

  /// The text of a posting that states the field; nil where only the customer file does.
  var textField: TextField? {
    switch field {
    case .customerPhone: .phone
    case .counterpartyPhone: .counterpartyPhone
    case .counterpartyAccount: .counterpartyAccount
    case .customerEmail, .customerAddress: nil
    }
  }

  func contains(_ bytes: UnsafeRawBufferPointer) -> Bool { hashes.contains(ContactHash.of(bytes)) }
}

/// A contact as people write it in many ways: of a telephone number only the digits count, and a leading 1
/// of eleven does not; an e-mail address is compared in small letters; of anything else the letters, folded.
enum ContactHash {
  /// A number with fewer digits is a code or a house number, and no telephone number.
  private static let fewestDigits = 7
  /// Odd, with balanced bits: digits of the golden ratio.
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var digits = 0
    var firstDigit: UInt8 = 0
    var hasLetters = false
    for byte in bytes {
      if byte == UInt8(ascii: "@") { return mail(bytes) }
      if (0x30...0x39).contains(byte) {
        if digits == 0 { firstDigit = byte }
        digits += 1
      } else if byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) {
        hasLetters = true
      }
    }
    guard !hasLetters, digits >= fewestDigits else { return FoldedText.hash(of: bytes) }
    return phone(bytes, dropsFirst: digits == 11 && firstDigit == UInt8(ascii: "1"))
  }

  private static func phone(_ bytes: UnsafeRawBufferPointer, dropsFirst: Bool) -> UInt64 {
    var hash: UInt64 = 1
    var isFirst = dropsFirst
    for byte in bytes where (0x30...0x39).contains(byte) {
      if !isFirst { hash = StableHash.mix(hash ^ UInt64(byte), multiplier) }
      isFirst = false
    }
    return hash
  }

  private static func mail(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 2
    for byte in bytes where byte > 0x20 {
      let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      hash = StableHash.mix(hash ^ UInt64(small), multiplier)
    }
    return hash
  }
}
