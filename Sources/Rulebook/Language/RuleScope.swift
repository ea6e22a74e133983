import Ledger

/// Everything the expressions of one rule can name, and everything they were lowered to so far.
final class RuleScope {
  struct NamedLiteral {
    let name: String
    let literal: Literal
    /// As written, for texts shown to reviewers.
    let text: String
  }

  struct KeptName {
    let name: String
    let key: Fragment
    let kind: ValueKind
  }

  /// A `gathered` atom, checked once all rules are known.
  struct GatheredUse {
    let indicator: String
    let error: RulebookError
  }

  let reference: ReferenceData
  let atoms: AtomTable
  let log: ErrorLog
  let currency: Currency
  /// The amounts that postings are asked about, by currency: what to say of the first where none is in the rule's.
  var amounts: [(currency: Currency, error: RulebookError)] = []
  /// What the rule is about where that is no customer, for messages: of such a subject nothing is known but its
  /// payments.
  var stranger: String?
  var peers: [PeerFigure] = []
  /// Whether `since first` means something here.
  var hasFirst = false
  var parameters: [NamedLiteral] = []
  var sets: [PostingSet] = []
  /// Names of sets that are defined further down.
  var laterSets: [String] = []
  var aggregates: [Aggregate] = []
  var conditions: [Condition] = []
  var kept: [KeptName] = []
  var gathered: [GatheredUse] = []
  private(set) var usedNames: Set<String> = []
  /// Reference data named so far.
  private(set) var references: [String] = []

  init(reference: ReferenceData, atoms: AtomTable, log: ErrorLog, currency: Currency) {
    self.reference = reference
    self.atoms = atoms
    self.log = log
    self.currency = currency
  }

  func markUsed(_ name: String) { usedNames.insert(name) }

  /// Notes that reference data of this name is read.
  func read(_ reference: String) {
    if !references.contains(reference) { references.append(reference) }
  }

  /// The set of this index is read by a condition or shown as evidence.
  func markUsed(set index: Int) { usedNames.insert(sets[index].name) }

  /// Adds an aggregate, or finds the same one again.
  func index(of aggregate: Aggregate) -> Int {
    let known = aggregates.firstIndex {
      $0.kind == aggregate.kind && $0.set == aggregate.set && $0.window == aggregate.window
        && $0.sameAs == aggregate.sameAs
    }
    if let known { return known }
    aggregates.append(aggregate)
    return aggregates.count - 1
  }

  /// Adds a figure of peers, or finds the same one again.
  func index(of figure: PeerFigure) -> Int {
    if let known = peers.firstIndex(where: { $0.name == figure.name && $0.quantile == figure.quantile }) {
      return known
    }
    peers.append(figure)
    return peers.count - 1
  }

  /// Adds a condition and gives its index.
  func add(_ condition: Condition) -> Int {
    conditions.append(condition)
    return conditions.count - 1
  }

  /// Adds a set that has no name of its own, or finds the same one again.
  func indexOfUnnamed(_ members: PostingSet.Members, text: String) -> Int {
    if let known = sets.firstIndex(where: { $0.members == members }) {
      markUsed(set: known)
      return known
    }
    sets.append(PostingSet(name: text, members: members))
    markUsed(text)
    return sets.count - 1
  }
}
