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

  /// The text of a posting that states it.
  public var textField: TextField {
    switch self {
    case .phone: .phone
    case .device: .device
    case .employer: .employer
    case .branch: .branch
    case .conductor: .conductor
    case .counterpartyPhone: .counterpartyPhone
    case .counterpartyAddress: .counterpartyAddress
    }
  }

  /// The key of the link whose value is this: the field's canonical name stands before it, so that a phone is
  /// never taken for a device. Links are the same whichever institution saw them.
  public func key(of value: String) -> SubjectKey {
    SubjectKey(kind: .link, institution: 0, identifier: "\(textField.canonicalName):\(value)")
  }

  /// Which field an activity about a link is keyed by, and its value; nil where no text says.
  ///
  /// Every posting of a link states its value, so one of them is enough. What is gathered at a hub names the
  /// hub as the account on the other side.
  public static func of(_ activity: Activity) -> (field: LinkField, value: String)? {
    guard activity.kind == .link, let first = activity.postings.indices.first else { return nil }
    let isGathered = activity.postings[first].flags.contains(.gathered)
    for field in allCases {
      let text = activity.text(isGathered ? .counterpartyAccount : field.textField, at: first)
      if let text, field.key(of: text) == activity.subject { return (field, text) }
    }
    return nil
  }
}
