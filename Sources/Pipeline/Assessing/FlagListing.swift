public import Detection
public import History

/// The flags a state stands for, without a database.
public enum FlagListing {
  /// Every flag, by subject, then typology and day.
  ///
  /// - Throws: `HistoryError` or `PipelineError` where the state cannot be read.
  public static func flags(in store: HistoryStore) throws -> [Flag] {
    let derived = StoredDerivedState(store: store)
    return try derived.subjects().sorted().flatMap { try derived.state(of: $0)?.flags ?? [] }
  }
}
