import Detection
import Ledger

/// Where what was derived from transactions is read from: the state on disk, or memory in tests.
protocol DerivedStore: Sendable {
  /// The remembered assessment of a subject; nil where there is none.
  func state(of subject: SubjectKey) throws -> SubjectState?
  /// What is gathered at a hub, by leaf.
  func gathered(at hub: SubjectKey) throws -> [SubjectKey: [GatheredFinding]]
  /// The subjects of which anything is remembered.
  func subjects() throws -> Set<SubjectKey>
  /// The subjects at which anything is gathered.
  func hubs() throws -> Set<SubjectKey>
}

/// What a run changes in derived state, and what PostgreSQL must be told of it.
///
/// A subject's findings are in it only as they are stored: a month of all subjects' findings would fill the memory.
struct DerivedChanges: Sendable {
  /// New states; nil where nothing is left to remember.
  var states: [SubjectKey: StagedState?] = [:]
  /// What leaves bring to hubs, by hub and leaf; empty where nothing is left.
  var gathered: [SubjectKey: [SubjectKey: [GatheredFinding]]] = [:]
  /// Flags to publish, by subject, then typology and day.
  var flags: [Flag] = []
  var withdrawals: [Withdrawal] = []
  var flagsNew = 0
  var flagsExtended = 0
  var flagsAmended = 0
  /// What was found in this run, where it is to be listed, and at hubs that was not known there before; without the
  /// evidence, in no order.
  var found: [FindingLine] = []
  /// For each indicator, the subjects it fired on in this run.
  var fired: [String: Set<SubjectKey>] = [:]

  /// A flag that no longer follows from the transactions.
  struct Withdrawal: Equatable, Sendable {
    var flag: String
    var successor: String?
  }

  /// Takes over what another thread found about other subjects; before any flag is made.
  mutating func add(_ other: DerivedChanges) {
    states.merge(other.states) { _, new in new }
    gathered.merge(other.gathered) { $0.merging($1) { _, new in new } }
    found += other.found
    fired.merge(other.fired) { $0.union($1) }
  }
}
