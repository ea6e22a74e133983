import Ledger
import Rulebook

extension FilingPolicy {
  /// What a rulebook needs filed: counterparties only where some rule about them could use the posting, links
  /// only for the fields some rule gathers by.
  ///
  /// A supermarket is no hub: a posting no rule about counterparties could ever match is not filed there.
  init(rulebook: Rulebook, institution: String) {
    self.init()
    self.institution = institution
    let about = rulebook.rules.filter { $0.about == .counterparty }
    for direction in Direction.allCases {
      for channel in Channel.allCases
      where about.contains(where: { Self.canUse($0, direction, channel, rulebook) }) {
        counterpartyClasses |= 1 << (UInt32(direction.rawValue) * 16 + UInt32(channel.rawValue))
      }
    }
    if rulebook.rules.contains(where: { $0.about == .link }) {
      linkFields = [.phone, .device, .employer]
    }
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
