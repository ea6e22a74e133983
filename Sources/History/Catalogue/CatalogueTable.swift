/// The key-value tables of the catalogue. Raw values name them on disk.
enum CatalogueTable: String, CaseIterable {
  /// One-off values: the last day, the next outbox number, the next segment number.
  case state
  /// Segment number → `SegmentRecord`.
  case segments
  /// File index → `SourceRecord`.
  case sources
  /// Sequence number → `OutboxEntry`.
  case outbox
  case findings
  case gathered
  case flags
  case settings
  /// Subject → `CustomerRecord`.
  case customers
  /// Subject → number of the first segment that speaks for it again (`WithdrawnSlots`).
  case withdrawn
  /// Identity of a posting that was taken back → the latest date of a record that says so (`ReversedIdentities`).
  case reversals

  var index: Int {
    switch self {
    case .state: 0
    case .segments: 1
    case .sources: 2
    case .outbox: 3
    case .findings: 4
    case .gathered: 5
    case .flags: 6
    case .settings: 7
    case .customers: 8
    case .withdrawn: 9
    case .reversals: 10
    }
  }
}

/// The tables other rooms may fill: derived data that must change together with the postings.
public enum HistoryTable: String, CaseIterable, Sendable {
  /// What detection found, by subject and day.
  case findings
  /// Findings of one subject gathered at another.
  case gathered
  /// Flags as they stand.
  case flags
  /// What the state must remember of how it was made: the rulebook's hash and the like.
  case settings
  /// What the institution's customer file says, by customer.
  case customers

  var table: CatalogueTable {
    switch self {
    case .findings: .findings
    case .gathered: .gathered
    case .flags: .flags
    case .settings: .settings
    case .customers: .customers
    }
  }
}
