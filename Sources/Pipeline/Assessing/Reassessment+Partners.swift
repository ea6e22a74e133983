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
    let candidates = try candidates {
      $0.reachesPartners && $0.profile.kind == SubjectKind.customer.name
    }
    let builder = ownFlagBuilder
    let partnerRules = partnerRules
    let found = concurrentMap(candidates) { candidate in
      Result {
        let (state, findings) = try candidate.read()
        let flags = builder.flags(of: state.profile, findings: findings)
        return Exchanges(
          made: Made(old: state.flags, new: flags),
          restsOnPartners: findings.contains { partnerRules.contains($0.indicator) },
          gathered: partners.gathered(from: findings, of: state.profile, flaggedBy: flags),
          formerPartners: state.partners)
      }
    }
    var hubs: Set<SubjectKey> = []
    for (candidate, exchanges) in zip(candidates, found) {
      let exchanges = try exchanges.get()
      if !exchanges.restsOnPartners { madeBefore[candidate.key] = exchanges.made }
      hubs.formUnion(try gather(exchanges, from: candidate))
    }
    for hub in hubs.sorted() { try assessHub(hub) }
  }

  /// What the flags of one subject by its own activity lead to.
  private struct Exchanges: Sendable {
    var made: Made
    /// Whether a partner's flag reaches the subject itself: then those are not all the flags it has.
    var restsOnPartners: Bool
    var gathered: [GatheredFinding]
    /// What those are called at whom something was gathered before.
    var formerPartners: [String]
  }

  /// Puts what is gathered from one subject where it belongs, and takes away what was there.
  ///
  /// - Returns: where anything changed.
  private mutating func gather(_ exchanges: Exchanges, from subject: FlagCandidate) throws -> Set<SubjectKey>
  {
    let places = Dictionary(grouping: exchanges.gathered) { $0.place(by: owners) }
    let former = formerPlaces(exchanges.formerPartners)
    var changed: Set<SubjectKey> = []
    for place in Set(places.keys.compactMap(\.self)).union(former) where place != subject.key {
      let now = places[place] ?? []
      guard try gatheredNow(at: place)[subject.key.ofFlag] ?? [] != now else { continue }
      changes.gathered[place, default: [:]][subject.key.ofFlag] = now
      changed.insert(place)
    }
    for finding in exchanges.gathered {
      changes.fired[finding.finding.indicator, default: []].insert(subject.key)
    }
    let names = Set(exchanges.gathered.map(\.hub.identifier)).sorted()
    if names != exchanges.formerPartners {
      var state = try subject.staged.state()
      state.partners = names
      changes.states[subject.key] = staged(state)
    }
    return changed
  }

  /// Where anything may lie that was gathered from a subject: its partners may have become the bank's own customers
  /// since, or ceased to be.
  private func formerPlaces(_ partners: [String]) -> Set<SubjectKey> {
    var places: Set<SubjectKey> = []
    for name in partners {
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
