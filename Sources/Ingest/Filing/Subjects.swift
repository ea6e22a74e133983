import Ledger

/// The keys of subjects, and how the hashes a posting carries relate to them.
///
/// A customer belongs to an institution. What is outside it (a counterparty, a shared device) is the same
/// whichever institution meets it, and is keyed as of institution 0. A posting's `account` and `counterparty`
/// are the upper halves of the keys of those subjects, so that they are hashed once.
enum Subjects {
  /// The institution of everything that belongs to none.
  static let outside: UInt64 = 0

  /// The seed under which `SubjectKey` hashes the identifiers of counterparties.
  @inline(__always)
  static var counterpartySeed: UInt64 { seed(.counterparty, institution: outside) }

  /// The seed under which `SubjectKey` hashes the identifiers of a kind.
  @inline(__always)
  static func seed(_ kind: SubjectKind, institution: UInt64) -> UInt64 {
    institution &+ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The key whose upper half is already known.
  @inline(__always)
  static func key(_ kind: SubjectKind, institution: UInt64, high: UInt64, identifier: FieldBytes)
    -> SubjectKey
  {
    SubjectKey(
      high: high,
      low: StableHash.hash(identifier.buffer, seed: ~seed(kind, institution: institution)))
  }
}
