public import History
public import Ledger

/// What a state remembers of one customer, with what its customer file says.
public enum CustomerActivity {
  /// The activity of a customer, or of the customer whose account it is; nil where nothing is remembered.
  ///
  /// - Throws: `HistoryError` where the state cannot be read.
  public static func remembered(of key: SubjectKey, in store: HistoryStore) throws(HistoryError) -> Activity?
  {
    guard let register = try CustomerRegister(in: store, links: []) else {
      return try store.activity(.customer, key)
    }
    let subject = register.owner(of: key.high) ?? key
    guard let activity = try store.activity(.customer, subject) else { return nil }
    return try ActivityCompletion(register: register).completed(activity)
  }
}
