/// Whose an account is, and what each customer is linked by: what a decoder must know of the customer file.
///
/// Built once a run and read for every record by all threads: open addressing in fixed tables, no allocation, no
/// reference counting.
public final class CustomerIndex: Sendable {
  /// One link under which a customer's postings are filed.
  public struct Link: BitwiseCopyable, Sendable, Hashable {
    /// Which field, its place in `LinkField.allCases`.
    public let field: UInt8
    public let key: SubjectKey

    public init(_ field: LinkField, _ key: SubjectKey) {
      self.field = field.place
      self.key = key
    }
  }

  /// A customer as it is entered.
  public struct Entry: Sendable {
    public var key: SubjectKey
    /// `Posting.account` of each account.
    public var accounts: [UInt64]
    public var links: [Link]

    public init(key: SubjectKey, accounts: [UInt64], links: [Link] = []) {
      self.key = key
      self.accounts = accounts
      self.links = links
    }
  }

  @usableFromInline let accounts: NumberTable
  @usableFromInline let customers: NumberTable
  @usableFromInline let keys: FixedTable<SubjectKey>
  /// Where each customer's links begin; one more than there are customers.
  @usableFromInline let linkStarts: FixedTable<UInt32>
  @usableFromInline let links: FixedTable<Link>
  /// Whether any customer is linked to another.
  public let hasLinks: Bool

  /// Where two entries claim an account, it is the later one's.
  public init(_ entries: [Entry]) {
    keys = FixedTable(entries.map(\.key))
    links = FixedTable(entries.flatMap(\.links))
    hasLinks = links.count > 0
    var start: UInt32 = 0
    var starts: [UInt32] = [0]
    starts.reserveCapacity(entries.count + 1)
    for entry in entries {
      start += UInt32(entry.links.count)
      starts.append(start)
    }
    linkStarts = FixedTable(starts)
    customers = NumberTable(entries.enumerated().lazy.map { ($1.key.low, $0) }, count: entries.count)
    let owned = entries.enumerated().lazy.flatMap { number, entry in entry.accounts.map { ($0, number) } }
    accountCount = entries.reduce(0) { $0 + $1.accounts.count }
    accounts = NumberTable(owned, count: accountCount)
  }

  deinit {
    accounts.free()
    customers.free()
    keys.free()
    linkStarts.free()
    links.free()
  }

  /// How many customers there are.
  public var count: Int { keys.count }

  /// How many accounts.
  public let accountCount: Int

  /// The number of the customer whose account it is (`Posting.account`); nil where nobody's.
  @inlinable
  public func customer(ofAccount hash: UInt64) -> Int? { accounts.number(of: hash) }

  /// The number of a customer; nil where it is not known.
  @inlinable
  public func customer(_ key: SubjectKey) -> Int? {
    guard let number = customers.number(of: key.low), keys[number] == key else { return nil }
    return number
  }

  /// The key of the customer of this number.
  @inlinable
  public func key(of number: Int) -> SubjectKey { keys[number] }

  /// Where the customer's links lie, for `link(at:)`.
  @inlinable
  public func links(of number: Int) -> Range<Int> { Int(linkStarts[number])..<Int(linkStarts[number + 1]) }

  @inlinable
  public func link(at place: Int) -> Link { links[place] }
}

/// Numbers by hash, a power of two of slots, at most half of them filled.
@usableFromInline
struct NumberTable: BitwiseCopyable, Sendable {
  @usableFromInline
  struct Slot: BitwiseCopyable, Sendable {
    @usableFromInline var hash: UInt64 = 0
    /// One more than the number; 0 where the slot is free.
    @usableFromInline var number: UInt32 = 0

    @usableFromInline init() {}
  }

  @usableFromInline let slots: FixedTable<Slot>
  @usableFromInline let mask: Int

  /// A later number replaces an earlier one of the same hash.
  init(_ numbers: some Sequence<(UInt64, Int)>, count: Int) {
    var size = 16
    while size < count * 2 { size *= 2 }
    var filled = [Slot](repeating: Slot(), count: size)
    mask = size - 1
    for (hash, number) in numbers {
      var place = Int(truncatingIfNeeded: hash) & mask
      while filled[place].number != 0, filled[place].hash != hash { place = (place + 1) & mask }
      filled[place].hash = hash
      filled[place].number = UInt32(number + 1)
    }
    slots = FixedTable(filled)
  }

  func free() { slots.free() }

  @inlinable
  func number(of hash: UInt64) -> Int? {
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot.number == 0 { return nil }
      if slot.hash == hash { return Int(slot.number) - 1 }
      place = (place + 1) & mask
    }
  }
}

extension LinkField {
  /// Its place in `allCases`.
  public var place: UInt8 { Self.allCases.firstIndex(of: self).map { UInt8($0) } ?? 0 }
}
