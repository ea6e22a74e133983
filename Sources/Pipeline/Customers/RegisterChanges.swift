import History
import Ingest
import Ledger

/// What a customer file changes in what is known of customers.
struct RegisterChanges {
  /// Customers as they will be; nil where one goes.
  private(set) var pending: [SubjectKey: StoredCustomer?] = [:]
  private(set) var new = 0
  private(set) var changed = 0
  private(set) var unchanged = 0
  /// Known, and not in a file that replaces what is known.
  private(set) var removed = 0

  /// Compares a file with what a state knows.
  ///
  /// A customer's row replaces the facts; an account stays its customer's until a file says another's, or a file
  /// that `replaces` everything leaves it out: closed accounts vanish from files, and are the customer's still.
  init(
    _ file: CustomerFile, institution: UInt64, replaces: Bool, known: CustomerRegister?, store: HistoryStore
  ) throws(HistoryError) {
    var named: Set<SubjectKey> = []
    var owners: [UInt64: SubjectKey] = [:]
    for record in file.customers {
      let customer = StoredCustomer(institution: institution, entry: record)
      named.insert(customer.key)
      for hash in customer.accountHashes { owners[hash] = customer.key }
    }
    for record in file.customers {
      var customer = StoredCustomer(institution: institution, entry: record)
      let key = customer.key
      let old = try CustomerRegister.stored(key, in: store)
      if let old, !replaces {
        let listed = Set(record.accounts)
        customer.entry.accounts += old.entry.accounts.filter {
          !listed.contains($0) && owners[customer.hash(of: $0)] == nil
        }
        customer.entry.accounts.sort()
      }
      if customer == old {
        unchanged += 1
      } else {
        if old == nil { new += 1 } else { changed += 1 }
        pending.updateValue(customer, forKey: key)
      }
    }
    if replaces {
      try remove(except: named, institution, store)
    } else if let known {
      try release(owners, named, known, store)
    }
  }

  /// Takes accounts that a customer of the file claims from those who had them and are not in it.
  private mutating func release(
    _ owners: [UInt64: SubjectKey], _ named: Set<SubjectKey>, _ known: CustomerRegister, _ store: HistoryStore
  ) throws(HistoryError) {
    for hash in owners.keys.sorted() {
      guard let number = known.index.customer(ofAccount: hash) else { continue }
      let owner = known.index.key(of: number)
      guard !named.contains(owner) else { continue }
      var found = pending[owner] ?? nil
      if found == nil { found = try CustomerRegister.stored(owner, in: store) }
      guard let before = found else { continue }
      var customer = before
      customer.entry.accounts.removeAll { before.hash(of: $0) == hash }
      if pending[owner] == nil { changed += 1 }
      pending.updateValue(customer, forKey: owner)
    }
  }

  private mutating func remove(
    except named: Set<SubjectKey>, _ institution: UInt64, _ store: HistoryStore
  ) throws(HistoryError) {
    var gone: [SubjectKey] = []
    try store.scan(.customers) { key, value in
      if let key = SubjectKey(bytes: key), !named.contains(key),
        StoredCustomer(decoding: Array(value))?.institution == institution
      {
        gone.append(key)
      }
      return true
    }
    removed = gone.count
    for key in gone { pending.updateValue(nil, forKey: key) }
  }
}
