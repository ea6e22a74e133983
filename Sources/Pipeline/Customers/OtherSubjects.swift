import Ledger

/// Under which subjects besides its customer a remembered posting is filed.
struct OtherSubjects: Sendable {
  private let policy: FilingPolicy
  private let index: CustomerIndex?
  private let linkClasses: [UInt32]

  /// - Parameter index: what the customer file says of links; nil where none was loaded.
  init(policy: FilingPolicy, index: CustomerIndex?) {
    self.policy = policy
    self.index = index
    linkClasses = policy.classesByLink
  }

  /// The other side; it may have been sieved out, and nothing be remembered of it.
  func counterparty(of position: Int, in activity: Activity) -> SubjectKey? {
    let posting = activity.postings[position]
    guard policy.filesUnderCounterparty(direction: posting.direction, channel: posting.channel),
      let other = activity.text(.counterpartyAccount, at: position)
        ?? activity.text(.counterpartyName, at: position)
    else { return nil }
    return SubjectKey(kind: .counterparty, institution: 0, identifier: other)
  }

  /// The links a posting states itself.
  func statedLinks(of position: Int, in activity: Activity) -> [SubjectKey] {
    let posting = activity.postings[position]
    let own = FilingPolicy.classBit(posting.direction, posting.channel)
    return policy.links.compactMap { link in
      guard link.classes & own != 0, let field = link.text, let value = activity.text(field, at: position)
      else { return nil }
      return .link(field, value)
    }
  }

  /// The links a posting is filed under because of its customer.
  func customerLinks(of position: Int, home: SubjectKey, in activity: Activity) -> [SubjectKey] {
    guard let index, index.hasLinks, let number = index.customer(home) else { return [] }
    let posting = activity.postings[position]
    let own = FilingPolicy.classBit(posting.direction, posting.channel)
    return index.links(of: number).map(index.link).compactMap { link in
      let field = LinkField.allCases[Int(link.field)].textField
      let isStated = field.map { posting.textMask & $0.bit != 0 } ?? false
      return linkClasses[Int(link.field)] & own != 0 && !isStated ? link.key : nil
    }
  }
}
