public import Ledger

/// Who a subject is, as the source names it.
public struct SubjectProfile: Codable, Hashable, Sendable {
  /// `SubjectKey`, 32 hexadecimal digits.
  public var subject: String
  /// `customer`, `counterparty` or `link`.
  public var kind: String
  /// Customer key or account, outside account, phone …
  public var identifier: String
  public var name: String?
  /// Whether the account is a minor's.
  public var isMinor: Bool

  public init(subject: String, kind: String, identifier: String, name: String?, isMinor: Bool = false) {
    self.subject = subject
    self.kind = kind
    self.identifier = identifier
    self.name = name
    self.isMinor = isMinor
  }

  /// The profile of the subject of an activity, from the texts of its latest posting that has them.
  ///
  /// Without a name but the customer file's: names change from posting to posting, and a flag is called by its
  /// own evidence.
  public init(of activity: Activity) {
    subject = activity.subject.description
    kind = activity.kind.name
    name = activity.kind == .customer ? activity.facts?.name : nil
    isMinor = activity.kind == .customer && activity.facts?.isMinor == true
    switch activity.kind {
    case .customer:
      identifier = activity.facts?.identifier ?? Self.latest([.customer, .account], activity) ?? ""
    case .counterparty:
      identifier = Self.latest([.counterpartyAccount, .counterpartyName], activity) ?? ""
    case .link:
      identifier = LinkField.of(activity)?.value ?? ""
    }
  }

  private static func latest(_ fields: [TextField], _ activity: Activity) -> String? {
    for field in fields {
      for position in activity.postings.indices.reversed() {
        if let text = activity.text(field, at: position) { return text }
      }
    }
    return nil
  }
}

extension SubjectProfile {
  /// The name stated by the latest of these rows that states one.
  static func name(of kind: String, in rows: [EvidenceTransaction]) -> String? {
    let field = kind == "customer" ? "customer_name" : kind == "counterparty" ? "counterparty_name" : ""
    return rows.filter { $0.fields[field] != nil }
      .max { ($0.instant, $0.identity) < ($1.instant, $1.identity) }?.fields[field]
  }

  /// What evidence about the subject calls it; of a customer never by what others' records say, which may be found
  /// at it: those who pay it have names of their own.
  func name(in rows: [EvidenceTransaction]) -> String? {
    guard kind == "customer" else { return Self.name(of: kind, in: rows) }
    let own = rows.filter { ($0.fields["customer_id"] ?? $0.fields["account_id"]) == identifier }
    return Self.name(of: kind, in: own) ?? name
  }
}
