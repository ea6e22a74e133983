import Detection
import History
import Ledger

/// The customers a state knows: what its customer file said, as of a run.
///
/// Lies in the catalogue beside the postings, by customer, and changes in the same commit as they do. Whose an
/// account is is held in memory; what is known of a customer is read when the customer is assessed.
struct CustomerRegister: Sendable {
  /// Whose accounts are, and what customers are linked by.
  let index: CustomerIndex
  /// Facts that the file states of any customer.
  let fields: FieldSet
  /// Hashes of the institutions whose customers they are.
  let institutions: [UInt64]
  private let store: HistoryStore
  /// What is about to be written, before the catalogue has it; nil where a customer goes.
  private let pending: [SubjectKey: StoredCustomer?]

  /// The register of a state, as it will be when `pending` is kept; nil where nothing is known of anybody.
  ///
  /// - Parameter links: the fields by which the rulebook looks at links.
  init?(
    in store: HistoryStore, links: [LinkFiling], pending: [SubjectKey: StoredCustomer?] = [:]
  ) throws(HistoryError) {
    self.store = store
    self.pending = pending
    let links = links.map(\.field).filter(SharedLinks.stated.contains)
    var outlines: [Outline] = []
    var isReadable = true
    try store.scan(.customers) { key, value in
      guard let key = SubjectKey(bytes: key), let customer = StoredCustomer(decoding: Array(value)) else {
        isReadable = false
        return false
      }
      if pending[key] == nil { outlines.append(Outline(customer, key, links)) }
      return true
    }
    guard isReadable else { throw Self.unreadable }
    for case (let key, let customer?) in pending { outlines.append(Outline(customer, key, links)) }
    guard !outlines.isEmpty else { return nil }
    outlines.sort { $0.entry.key < $1.entry.key }
    fields = outlines.reduce(into: FieldSet()) { $0.formUnion($1.fields) }
    institutions = Set(outlines.map(\.institution)).sorted()
    index = CustomerIndex(SharedLinks.settled(outlines.map(\.entry)))
  }

  /// What the index needs of a customer.
  private struct Outline {
    var entry: CustomerIndex.Entry
    var fields: FieldSet
    var institution: UInt64

    init(_ customer: StoredCustomer, _ key: SubjectKey, _ links: [LinkField]) {
      let facts = customer.entry.facts
      fields = facts.fields.union(FieldSet(text: .customer))
      if facts.name != nil { fields.formUnion(FieldSet(text: .customerName)) }
      institution = customer.institution
      entry = CustomerIndex.Entry(
        key: key, accounts: customer.accountHashes, links: SharedLinks.candidates(of: facts, links))
    }
  }

  /// What is known of a customer; nil where nothing is.
  func record(of key: SubjectKey) throws(HistoryError) -> CustomerRecord? {
    if let staged = pending[key] { return staged?.entry }
    guard index.customer(key) != nil else { return nil }
    return try Self.stored(key, in: store)?.entry
  }

  /// The number of the customer whom a record names by key; nil where nothing is known of any such.
  func customer(named identifier: UnsafeRawBufferPointer) -> Int? {
    for institution in institutions {
      let key = SubjectKey(kind: .customer, institution: institution, identifier: identifier)
      if let number = index.customer(key) { return number }
    }
    return nil
  }

  /// What the catalogue has of a customer.
  static func stored(_ key: SubjectKey, in store: HistoryStore) throws(HistoryError) -> StoredCustomer? {
    guard let bytes = try store.get(.customers, key: key.bytes) else { return nil }
    guard let customer = StoredCustomer(decoding: bytes) else { throw unreadable }
    return customer
  }

  private static let unreadable = HistoryError(
    .damaged, operation: "read the customers", reason: "an entry cannot be understood",
    advice: "Restore the state from a backup, or scan the archived exports into a new one.")
}

/// A customer as the catalogue has it, with the institution by which its accounts are known.
struct StoredCustomer: Hashable, Sendable {
  /// Hash of the institution's name.
  var institution: UInt64
  var entry: CustomerRecord

  var key: SubjectKey { entry.key(at: institution) }

  /// `Posting.account` of each account.
  var accountHashes: [UInt64] { entry.accounts.map { hash(of: $0) } }

  func hash(of account: String) -> UInt64 {
    SubjectKey(kind: .customer, institution: institution, identifier: account).high
  }
}

extension StoredCustomer: Recordable {
  func write(to writer: inout RecordWriter) {
    writer.write(Int64(bitPattern: institution))
    writer.write(entry)
  }

  init(from reader: inout RecordReader) throws(RecordError) {
    institution = UInt64(bitPattern: try reader.integer64())
    entry = try reader.value()
  }

  /// The stored form; equal customers are equal bytes.
  var encoded: [UInt8] { record }

  init?(decoding bytes: [UInt8]) {
    guard let read = try? StoredCustomer(record: bytes) else { return nil }
    self = read
  }
}
