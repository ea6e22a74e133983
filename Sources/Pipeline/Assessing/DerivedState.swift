import Detection
import Ledger

/// Where what was derived from transactions is read from: the state on disk, or memory in tests.
protocol DerivedStore {
  /// The remembered assessment of a subject; nil where there is none.
  func state(of subject: SubjectKey) throws -> SubjectState?
  /// What is gathered at a hub, by leaf.
  func gathered(at hub: SubjectKey) throws -> [SubjectKey: [GatheredFinding]]
}

/// What a run changes in derived state, and what PostgreSQL must be told of it.
struct DerivedChanges {
  /// New states; nil where nothing is left to remember.
  var states: [SubjectKey: SubjectState?] = [:]
  /// What leaves bring to hubs, by hub and leaf; empty where nothing is left.
  var gathered: [SubjectKey: [SubjectKey: [GatheredFinding]]] = [:]
  /// Flags to publish, by subject, then id.
  var flags: [Flag] = []
  var withdrawals: [Withdrawal] = []
  var flagsNew = 0
  var flagsExtended = 0
  var flagsAmended = 0
  /// What was found at hubs that was not known there before, without its evidence.
  var atHubs: [FindingLine] = []
  /// For each indicator, the subjects it fired on in this run.
  var fired: [String: Set<SubjectKey>] = [:]

  /// A flag that no longer follows from the transactions.
  struct Withdrawal: Equatable {
    var flag: String
    var successor: String?
  }
}
