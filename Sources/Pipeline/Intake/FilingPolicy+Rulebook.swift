import Ledger
import Rulebook

extension FilingPolicy {
  /// What a rulebook needs filed: counterparties and links only where some
  /// rule about them could use the posting.
  ///
  /// A supermarket is no hub: a posting no rule about counterparties could ever match is not filed there.
  init(rulebook: Rulebook, geography: Geography, institution: String) {
    self.init()
    self.institution = institution
    postalCodes = geography.postalCodes
    placesWanted = Self.places(rulebook)
    counterpartyClasses = Self.classes(rulebook.rules.filter { $0.about == .counterparty }, rulebook)
    for field in LinkField.allCases {
      let classes = Self.classes(rulebook.rules.filter { $0.link == field }, rulebook)
      if classes != 0 { links.append(LinkFiling(field: field, classes: classes)) }
    }
  }

  /// What rules ask of a place that a postal code can tell.
  static func places(_ rulebook: Rulebook) -> FieldSet {
    var asked = FieldSet()
    for rule in rulebook.rules { asked.formUnion(rule.needs) }
    return asked.intersection([.county, .state])
  }

  /// The directions and channels of which any of the rules could use a posting.
  private static func classes(_ rules: [Rule], _ rulebook: Rulebook) -> UInt32 {
    var classes: UInt32 = 0
    for direction in Direction.allCases {
      for channel in Channel.allCases
      where rules.contains(where: { canUse($0, direction, channel, rulebook) }) {
        classes |= classBit(direction, channel)
      }
    }
    return classes
  }

  /// Whether any set of a rule could hold a posting of this direction and channel.
  private static func canUse(
    _ rule: Rule, _ direction: Direction, _ channel: Channel, _ rulebook: Rulebook
  ) -> Bool {
    rule.sets.contains { set in
      guard case .matching(let predicate) = set.members else { return false }
      return possible(predicate, direction, channel, rulebook, negated: false)
    }
  }

  /// Whether a predicate may hold, knowing direction and channel alone; other atoms may go either way, but
  /// gathered findings are never postings.
  private static func possible(
    _ predicate: Predicate, _ direction: Direction, _ channel: Channel, _ rulebook: Rulebook, negated: Bool
  ) -> Bool {
    switch predicate {
    case .atom(let index):
      switch rulebook.atoms[index] {
      case .channel(let mask): (mask >> UInt16(channel.rawValue) & 1 != 0) != negated
      case .direction(let wanted): (wanted == direction) != negated
      case .gathered: negated
      default: true
      }
    case .not(let inner): possible(inner, direction, channel, rulebook, negated: !negated)
    case .all(let parts):
      negated
        ? parts.contains { possible($0, direction, channel, rulebook, negated: true) }
        : parts.allSatisfy { possible($0, direction, channel, rulebook, negated: false) }
    case .any(let parts):
      negated
        ? parts.allSatisfy { possible($0, direction, channel, rulebook, negated: true) }
        : parts.contains { possible($0, direction, channel, rulebook, negated: false) }
    }
  }
}
