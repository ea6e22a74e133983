import Detection
import History
import Ledger

/// Whoever exchanges money with the flagged.
extension Reassessment {
  /// Gathers at its partners what the flags of each changed subject rest on.
  ///
  /// Only flags that a subject has by its own activity reach others: whoever is flagged as a partner alone is the end
  /// of the chain, and so the order in which subjects are looked at does not matter.
  mutating func gatherAtPartners() throws {
    guard let partners else { return }
    let staged = try changes.states.compactMap { key, state in state.map { (key: key, state: $0) } }
      .filter { try $0.state.profile.kind == SubjectKind.customer.name && canChange($0.key, $0.state) }
      .sorted { $0.key < $1.key }
    let states = try staged.map { try $0.state.state() }
    let findings = try zip(staged, states).map { subject, state in
      try flaggable(subject.key, state).filter {
        !partnerRules.contains($0.indicator) && evaluable.contains($0.indicator)
      }
    }
    let builder = flagBuilder
    let gathered = concurrentMap(Array(states.indices)) { (number: Int) -> [GatheredFinding] in
      let profile = states[number].profile
      return partners.gathered(
        from: findings[number], of: profile,
        flaggedBy: { builder.flags(of: profile, findings: findings[number]) })
    }
    var hubs: Set<SubjectKey> = []
    for (number, subject) in staged.enumerated() {
      hubs.formUnion(try gather(gathered[number], from: subject.key, states[number]))
    }
    for hub in hubs.sorted() { try assessHub(hub) }
  }

  /// Puts what is gathered from one subject where it belongs, and takes away what was there.
  ///
  /// - Returns: where anything changed.
  private mutating func gather(
    _ findings: [GatheredFinding], from subject: SubjectKey, _ state: SubjectState
  ) throws -> Set<SubjectKey> {
    let places = Dictionary(grouping: findings) { $0.place(by: owners) }
    var changed: Set<SubjectKey> = []
    for place in Set(places.keys.compactMap(\.self)).union(formerPlaces(state)) where place != subject {
      let now = places[place] ?? []
      guard try gatheredNow(at: place)[subject.ofFlag] ?? [] != now else { continue }
      changes.gathered[place, default: [:]][subject.ofFlag] = now
      changed.insert(place)
    }
    for finding in findings { changes.fired[finding.finding.indicator, default: []].insert(subject) }
    let names = Set(findings.map(\.hub.identifier)).sorted()
    if names != state.partners {
      var state = state
      state.partners = names
      stage(state, subject)
    }
    return changed
  }

  /// Where anything may lie that was gathered from a subject: its partners may have become the bank's own customers
  /// since, or ceased to be.
  private func formerPlaces(_ state: SubjectState) -> Set<SubjectKey> {
    var places: Set<SubjectKey> = []
    for name in state.partners {
      places.insert(SubjectKey(kind: .counterparty, institution: 0, identifier: name))
      if let owner = owners?.register.owner(named: name) { places.insert(owner) }
    }
    return places
  }
}

extension SubjectKey {
  /// The key under which lies what is gathered from the subject because it is flagged: apart from what is gathered
  /// from its own activity, which comes and goes at other times.
  fileprivate var ofFlag: SubjectKey { SubjectKey(high: ~high, low: ~low) }
}
