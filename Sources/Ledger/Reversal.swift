/// That a transaction was taken back: by a reversal, a return, or by what stands in its place: a
/// correction, the payments of a batch.
public struct Reversal: Hashable, Sendable {
  /// Identity of the posting that was taken back (`PostingIdentity`).
  public var identity: UInt64
  /// The customer under whom the record that says so is filed; most often that of what it takes back.
  public var customer: SubjectKey
  /// Local date of the record that says so.
  public var day: BusinessDay
  /// Which source file, an index into the catalogue of files.
  public var file: UInt32
  /// Line of the record in that file, from 1.
  public var line: UInt32
  /// Whether it is the sum of a batch whose payments are told: that nobody ever told it as well is no surprise.
  public var isSum: Bool

  public init(
    identity: UInt64, customer: SubjectKey, day: BusinessDay, file: UInt32, line: UInt32, isSum: Bool = false
  ) {
    self.identity = identity
    self.customer = customer
    self.day = day
    self.file = file
    self.line = line
    self.isSum = isSum
  }
}

extension Posting {
  /// Makes it no payment but the record that takes back what has this identity.
  ///
  /// It gets an identity of its own, for exports that give a reversal the id of what it reverses.
  public mutating func takeBack(_ taken: UInt64) {
    flags.insert(.takesBack)
    counterparty = taken
    identity = StableHash.mix(identity ^ StableHash.second, taken ^ StableHash.first)
  }
}
