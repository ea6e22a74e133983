public import Ledger

/// A finding about one subject, gathered at the subject that profits: a worker's swept wages at the payee.
public struct GatheredFinding: Codable, Hashable, Sendable {
  /// The subject gathered: a possible victim.
  public var leaf: SubjectProfile
  /// The subject that gathers.
  public var hub: SubjectProfile
  public var finding: Finding
  /// Of a leaf that is flagged itself, the typologies it is flagged for; else empty.
  public var typologies: [String]

  public init(leaf: SubjectProfile, hub: SubjectProfile, finding: Finding, typologies: [String] = []) {
    self.leaf = leaf
    self.hub = hub
    self.finding = finding
    self.typologies = typologies
  }
}

extension Activity {
  /// The activity of a hub: each gathered finding stands as one posting.
  ///
  /// The posting's id is the leaf's subject key, its reference the indicator, its customer the leaf, its memo what the leaf is
  /// flagged for, if it is; its amount is the greatest amount the finding measured, so that what a hub collects can be weighed.
  public init(hub: SubjectProfile, gathered: [GatheredFinding]) {
    let kind = SubjectKind.allCases.first { $0.name == hub.kind } ?? .counterparty
    self.init(kind: kind, subject: SubjectKey(hexadecimal: hub.subject) ?? SubjectKey(high: 0, low: 0))
    let rows = gathered.map { (posting: $0.posting, gathered: $0) }
      .sorted { Posting.comesBefore($0.posting, $1.posting) }
    for row in rows {
      var texts: [TextField: String] = [
        .identifier: row.gathered.leaf.subject, .reference: row.gathered.finding.indicator,
        .customer: row.gathered.leaf.identifier,
        .counterpartyAccount: hub.identifier,
      ]
      texts[.customerName] = row.gathered.leaf.name
      texts[.memo] = FlaggedTypologies.text(of: row.gathered.typologies)
      texts[.counterpartyName] = row.gathered.hub.name
      append(row.posting, texts: texts)
    }
  }
}

extension GatheredFinding {
  /// Identity of the posting that stands for it, sixteen hexadecimal digits.
  var identity: String { hexadecimal(posting.identity) }

  /// The posting that stands for the finding in the hub's activity.
  fileprivate var posting: Posting {
    var posting = Posting()
    posting.instant = Instant(milliseconds: finding.moment)
    posting.zoneMinutes = Int16(clamping: finding.zoneMinutes)
    posting.flags = [.gathered, .debit, .timeKnown]
    posting.identity = StableHash.hash(leaf.subject + finding.indicator + finding.day)
    posting.account = StableHash.hash(leaf.identifier)
    posting.counterparty = StableHash.hash(hub.identifier)
    posting.currency = finding.evidence.first.flatMap { Letters($0.currency) } ?? .none
    for measure in finding.measures {
      guard case .money(let code) = measure.value.unit, let currency = Currency(code) else { continue }
      if measure.value.value > posting.amount {
        posting.amount = measure.value.value
        posting.currency = currency.letters
      }
    }
    return posting
  }
}
