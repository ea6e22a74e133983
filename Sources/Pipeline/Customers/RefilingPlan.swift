import Ledger

/// Where each remembered posting belongs once the customer file is kept, and whom that concerns.
struct RefilingPlan: Sendable {
  /// Links whose customers change.
  private(set) var changedLinks: Set<SubjectKey> = []
  /// Where the postings of those who lose some go: their flags are followed by those of the heir.
  private(set) var heirs: [SubjectKey: SubjectKey] = [:]
  /// Customers and accounts some of whose postings may belong elsewhere now.
  private var sources: Set<SubjectKey> = []
  /// Customers of whom something else is known.
  private let changed: Set<SubjectKey>
  /// Customers of changed links.
  private var members: Set<SubjectKey> = []
  private let old: CustomerRegister?
  private let new: CustomerRegister?
  private let others: OtherSubjects
  private let institutions: [UInt64]

  init(
    from old: CustomerRegister?, to new: CustomerRegister?, accounts: [(hash: UInt64, key: SubjectKey)],
    changed: Set<SubjectKey>, policy: FilingPolicy
  ) {
    self.old = old
    self.new = new
    self.changed = changed
    others = OtherSubjects(policy: policy, index: new?.index)
    institutions = Set((old?.institutions ?? []) + (new?.institutions ?? [])).sorted()
    for account in accounts {
      let before = old?.owner(of: account.hash) ?? account.key
      let after = new?.owner(of: account.hash) ?? account.key
      guard before != after else { continue }
      sources.insert(before)
      heirs[before] = heirs[before].map { min($0, after) } ?? after
      changedLinks.formUnion(Self.links(of: before, old))
      changedLinks.formUnion(Self.links(of: after, new))
    }
    compareLinks()
    for register in [old, new].compactMap(\.self) { addMembers(of: register) }
  }

  /// Finds the links of which a customer comes or goes.
  private mutating func compareLinks() {
    for (one, other) in [(old, new), (new, old)] {
      guard let one, one.index.hasLinks else { continue }
      for number in 0..<one.index.count {
        let own = Self.links(of: one.index.key(of: number), one)
        guard !own.isEmpty else { continue }
        changedLinks.formUnion(own.subtracting(Self.links(of: one.index.key(of: number), other)))
      }
    }
  }

  private mutating func addMembers(of register: CustomerRegister) {
    guard !changedLinks.isEmpty else { return }
    for number in 0..<register.index.count {
      let key = register.index.key(of: number)
      if !changedLinks.isDisjoint(with: Self.links(of: key, register)) { members.insert(key) }
    }
  }

  private static func links(of key: SubjectKey, _ register: CustomerRegister?) -> Set<SubjectKey> {
    guard let register, let number = register.index.customer(key) else { return [] }
    return Set(register.index.links(of: number).map { register.index.link(at: $0).key })
  }

  // MARK: Whom it concerns

  /// Whether anything of a subject may have to be filed anew, or looked at.
  func concerns(_ kind: SubjectKind, _ key: SubjectKey) -> Bool {
    switch kind {
    case .customer: sources.contains(key) || members.contains(key) || changed.contains(key)
    case .link: changedLinks.contains(key)
    case .counterparty: false
    }
  }

  /// Whether it is a customer that changes, or an account that comes or goes.
  func isNamed(_ key: SubjectKey) -> Bool { changed.contains(key) || sources.contains(key) }

  /// Whether what is known of a customer changed.
  func isKnownOtherwise(_ key: SubjectKey) -> Bool { changed.contains(key) }

  /// Whether the customer file says of a posting what the record does not, and said something else before.
  func isNewlyKnown(_ home: SubjectKey, _ position: Int, in activity: Activity) -> Bool {
    let mask = activity.postings[position].textMask
    let whole = TextField.customer.bit | TextField.customerName.bit
    return mask & whole != whole && (changed.contains(home) || home != activity.subject)
  }

  /// The other subjects a posting is filed under by what it states itself.
  func stated(by position: Int, in activity: Activity) -> [SubjectKey] {
    let other = others.counterparty(of: position, in: activity)
    return (other.map { [$0] } ?? []) + others.statedLinks(of: position, in: activity)
  }

  // MARK: Where postings belong

  /// The subject of the kind customer that a posting belongs to.
  func home(of position: Int, in activity: Activity) -> SubjectKey {
    let posting = activity.postings[position]
    guard posting.textMask & TextField.customer.bit == 0 else { return activity.subject }
    if let owner = new?.owner(of: posting.account) { return owner }
    guard posting.account != activity.subject.high, let account = activity.text(.account, at: position) else {
      return activity.subject
    }
    let keys = institutions.map { SubjectKey(kind: .customer, institution: $0, identifier: account) }
    return keys.first { $0.high == posting.account } ?? activity.subject
  }

  /// The links a posting is filed under because of its customer.
  func links(of position: Int, home: SubjectKey, in activity: Activity) -> [SubjectKey] {
    others.customerLinks(of: position, home: home, in: activity)
  }

  /// Whether a posting of a link states the link itself.
  func statesItself(_ position: Int, in activity: Activity) -> Bool {
    LinkField.allCases.contains { field in
      guard let text = field.textField, let value = activity.text(text, at: position) else { return false }
      return field.key(of: value) == activity.subject
    }
  }
}

extension CustomerRegister {
  /// The customer whose account it is; nil where nobody's.
  func owner(of account: UInt64) -> SubjectKey? { index.customer(ofAccount: account).map(index.key) }
}
