/// What makes two records the same transaction.
///
/// Where the source gives ids: institution, account and id. Where it does not: a digest of what the record
/// says, and the store adds an occurrence number (the how-manieth such record of its file it is), so that
/// two honest identical payments on one day both count, while the same file fed again adds nothing.
public enum PostingIdentity {
  /// The identity of a record that has an id of its own.
  @inlinable
  public static func of(account: UInt64, identifier: UnsafeRawBufferPointer) -> UInt64 {
    StableHash.hash(identifier, seed: account)
  }

  /// The digest of a record that has no id: what it says, not where it stood.
  ///
  /// Reads every semantic field but not file, line or balance. `texts` is in the form of `PostingText`.
  @inlinable
  public static func digest(of posting: Posting, texts: UnsafeRawBufferPointer) -> UInt64 {
    var state = StableHash.hash(texts, seed: UInt64(posting.textMask) ^ posting.account)
    state = StableHash.mix(state ^ UInt64(bitPattern: posting.instant.milliseconds), StableHash.first)
    state = StableHash.mix(state ^ UInt64(bitPattern: posting.amount), StableHash.second)
    let kind =
      UInt64(posting.currency.rawValue) << 32 | UInt64(posting.channelCode) << 16
      | UInt64(posting.flags.rawValue & PostingFlags.debit.rawValue) << 8 | UInt64(posting.purposeCode)
    state = StableHash.mix(state ^ kind, StableHash.first)
    return StableHash.mix(state ^ posting.counterparty, StableHash.second)
  }

  /// The identity of the `occurrence`th (from 0) record of one file with this digest.
  @inlinable
  public static func numbered(digest: UInt64, occurrence: Int) -> UInt64 {
    StableHash.mix(digest ^ StableHash.first, UInt64(occurrence) &+ StableHash.second)
  }
}
