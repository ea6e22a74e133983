/// What customers may share, and what makes them one subject of the kind link: the same phone, the same
/// terminal, the same payer's address.
public enum LinkField: String, CaseIterable, Sendable {
  case phone
  case device
  case employer
  case branch
  case conductor
  case counterpartyPhone = "counterparty.phone"
  case counterpartyAddress = "counterparty.address"
  /// The customer's own, from the customer file.
  case address
  case email

  /// The text of a posting that states it; nil where only the customer file does.
  public var textField: TextField? {
    switch self {
    case .phone: .phone
    case .device: .device
    case .employer: .employer
    case .branch: .branch
    case .conductor: .conductor
    case .counterpartyPhone: .counterpartyPhone
    case .counterpartyAddress: .counterpartyAddress
    case .address, .email: nil
    }
  }

  /// What of a customer states it.
  public func value(in facts: CustomerFacts?) -> String? {
    switch self {
    case .address: facts?.address
    case .email: facts?.email
    case .phone: facts?.phone
    case .employer: facts?.employer
    default: nil
    }
  }

  /// The key of the link whose value is this.
  public func key(of value: String) -> SubjectKey {
    textField.map { .link($0, value) } ?? .link(named: rawValue, value)
  }

  /// Which field an activity about a link is keyed by, and its value; nil where nothing says.
  ///
  /// Every posting of a link states its value, so one of them is enough. What is gathered at a hub names the
  /// hub as the account on the other side.
  public static func of(_ activity: Activity) -> (field: LinkField, value: String)? {
    guard activity.kind == .link, let first = activity.postings.indices.first else { return nil }
    let gathered =
      activity.postings[first].flags.contains(.gathered)
      ? activity.text(.counterpartyAccount, at: first) : nil
    for field in allCases {
      let value =
        gathered ?? field.textField.flatMap { activity.text($0, at: first) }
        ?? field.value(in: activity.facts)
      if let value, field.key(of: value) == activity.subject { return (field, value) }
    }
    return nil
  }
}
