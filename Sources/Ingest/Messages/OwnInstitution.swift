import Ledger

/// What the institution is called in messages between banks: its BICs (ISO 9362) and routing numbers.
///
/// Decides which side of a payment is ours. Without any identifier nothing can be told, and both sides are taken for
/// ours; `scan` does not accept that.
public struct OwnInstitution: Sendable, Hashable {
  /// As they were given, in capitals, without blanks.
  public let identifiers: [String]
  /// BICs by their first eight letters: any branch is ours.
  private let bics: Set<[UInt8]>
  /// Routing numbers of nine digits by their first eight: some formats leave the check digit out.
  private let routing: Set<[UInt8]>
  private let others: Set<[UInt8]>

  /// Of the list by which people name an institution. The first may be a plain name, which no message knows; whatever
  /// else is neither a BIC nor a routing number is compared as it is.
  public init(named list: [String]) {
    let first = list.first.map { $0.uppercased().filter { !$0.isWhitespace } } ?? ""
    let bytes = Array(first.utf8)
    let isIdentifier = Self.isBIC(bytes) || (bytes.count == 9 && Self.areDigits(bytes))
    self.init(isIdentifier ? list : Array(list.dropFirst()))
  }

  /// Of identifiers such as `BANKUS33` and `021000021`.
  public init(_ identifiers: [String]) {
    let known = identifiers.map { $0.uppercased().filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    self.identifiers = known
    let bytes = known.map { Array($0.utf8) }
    bics = Set(bytes.filter(Self.isBIC).map { Array($0.prefix(8)) })
    routing = Set(bytes.filter { $0.count == 9 && Self.areDigits($0) }.map { Array($0.prefix(8)) })
    others = Set(bytes)
  }

  /// Whether nobody said which banks are ours.
  public var isUnknown: Bool { others.isEmpty }

  /// Whether a bank's identifier, BIC, routing number or clearing member, is ours.
  func owns(_ identifier: FieldBytes) -> Bool {
    let trimmed = identifier.trimmed
    guard !isUnknown, trimmed.count >= 4, trimmed.count <= Self.longest else { return false }
    let bytes = trimmed.buffer.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    if others.contains(bytes) { return true }
    if bytes.count == 8 || bytes.count == 9, Self.areDigits(bytes) {
      return routing.contains(Array(bytes.prefix(8)))
    }
    // In SWIFT headers a BIC carries the letter of a terminal: twelve in all.
    guard bytes.count == 8 || bytes.count == 11 || bytes.count == 12 else { return false }
    return bics.contains(Array(bytes.prefix(8)))
  }

  /// No identifier of a bank is longer (LEI: 20, clearing members of ISO 20022: 35).
  private static let longest = 35

  private static func areDigits(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { (0x30...0x39).contains($0) } }

  /// ISO 9362: four letters or digits of a party, two letters of a country, two of a place, three of a branch.
  private static func isBIC(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 8 || bytes.count == 11, bytes[4..<6].allSatisfy({ (0x41...0x5A).contains($0) })
    else {
      return false
    }
    return bytes.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }
}
