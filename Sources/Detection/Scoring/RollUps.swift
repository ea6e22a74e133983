public import Ledger
public import Rulebook

/// Sends findings about leaves up to the hub that gathers them.
public struct RollUps: Sendable {
  private let rules: [String: RollUp]
  private let institution: UInt64

  /// - Parameters:
  ///   - institution: hash of the name of the institution whose customers may be hubs.
  ///   - scope: whether what is found of the flagged is sent up, or what is found of everybody.
  public init(
    rulebook: Rulebook, institution: UInt64 = StableHash.hash(""), of scope: Assessor.Scope = .everybody
  ) {
    self.institution = institution
    let own = rulebook.rules.filter { $0.isAboutFlagged == (scope == .flagged) }
    rules = Dictionary(uniqueKeysWithValues: own.compactMap { rule in rule.rollsUpTo.map { (rule.id, $0) } })
  }

  /// The findings of a subject that are gathered elsewhere, with where.
  public func gathered(from findings: [Finding], of leaf: SubjectProfile) -> [GatheredFinding] {
    findings.compactMap { finding in
      guard let rollUp = rules[finding.indicator], let hub = hub(finding, rollUp) else { return nil }
      var leaf = leaf
      leaf.name = SubjectProfile.name(of: leaf.kind, in: finding.evidence)
      return GatheredFinding(leaf: leaf, hub: hub, finding: finding)
    }
  }

  /// The hub is named by the evidence at the finding's own moment.
  private func hub(_ finding: Finding, _ rollUp: RollUp) -> SubjectProfile? {
    // Where only dates are stated the wages and the sweep share an instant: what the rule counted with the same
    // payee is what names it.
    let counted = finding.evidence.filter { row in
      row.sets.contains { $0.hasSuffix(" with same \(rollUp.field.rawValue)") }
    }
    for row in (counted.isEmpty ? finding.evidence : counted).reversed() where row.instant == finding.moment {
      guard let identifier = Self.identifier(rollUp, row) else { continue }
      let key =
        LinkField(rollUp.field)?.key(of: identifier)
        ?? SubjectKey(
          kind: rollUp.kind, institution: rollUp.kind == .customer ? institution : 0, identifier: identifier)
      let name = rollUp.kind == .counterparty ? row.fields["counterparty_name"] : nil
      return SubjectProfile(
        subject: key.description, kind: rollUp.kind.name, identifier: identifier, name: name)
    }
    return nil
  }

  private static func identifier(_ rollUp: RollUp, _ row: EvidenceTransaction) -> String? {
    if let link = LinkField(rollUp.field) {
      return link.textField.flatMap { row.fields[$0.canonicalName] }
        ?? row.fields["customer_\(link.rawValue)"]
    }
    switch rollUp.field {
    case .counterparty: return row.counterpartyIdentifier
    case .customer: return row.fields["customer_id"] ?? row.fields["account_id"]
    default: return nil
    }
  }
}

extension LinkField {
  /// The field as links are known by it; nil for one that makes no link.
  fileprivate init?(_ field: GroupField) { self.init(rawValue: field.rawValue) }
}
