public import History
public import Ledger

/// What a state remembers of anybody that can be flagged, by the name a flag gives.
public enum SubjectActivity {
  /// The activity of the customer of this name, else of the outside party, else of what customers share by it, such
  /// as a telephone; nil where nothing is remembered of any.
  ///
  /// - Throws: `HistoryError` where the state cannot be read.
  public static func remembered(of identifier: String, institution: UInt64, in store: HistoryStore)
    throws(HistoryError) -> Activity?
  {
    let customer = SubjectKey(kind: .customer, institution: institution, identifier: identifier)
    if let activity = try CustomerActivity.remembered(of: customer, in: store) { return activity }
    // An outside party is the same whichever institution pays it.
    let outside = SubjectKey(kind: .counterparty, institution: 0, identifier: identifier)
    if let activity = try completed(.counterparty, outside, in: store) { return activity }
    for field in LinkField.allCases {
      if let activity = try completed(.link, field.key(of: identifier), in: store) { return activity }
    }
    return nil
  }

  private static func completed(_ kind: SubjectKind, _ key: SubjectKey, in store: HistoryStore)
    throws(HistoryError) -> Activity?
  {
    guard let activity = try store.activity(kind, key) else { return nil }
    guard let register = try CustomerRegister(in: store, links: []) else { return activity }
    return try ActivityCompletion(register: register).completed(activity)
  }
}
