import Review

/// The form above the queue.
struct QueueFilters: Sendable {
  let typologies: [Choice]
  let roles: [Choice]
  let statuses: [Choice]
  let assignees: [Choice]
  let orders: [Choice]
  let minimumScore: Int?
  let budget: Int?
  let unit: String?
  let includesSnoozed: Bool
  /// Whether it restricts anything: then it is shown open.
  let isSet: Bool

  init(_ address: QueueAddress, _ counts: QueueCounts) {
    let filter = address.filter
    typologies = Choice.list("any", counts.byTypology, chosen: filter.typology)
    roles = Choice.list("any", counts.byRole, chosen: filter.role)
    statuses =
      Choice.list("any open", counts.byStatus, chosen: filter.status)
      + ["reported", "cleared", "withdrawn"].map { Choice($0, spoken($0), chosen: filter.status) }
    var people = [
      Choice("", "anybody", chosen: address.assignee ?? ""), Choice("me", "me", chosen: address.assignee),
      Choice("nobody", "nobody yet", chosen: address.assignee),
    ]
    if case .person(let name) = filter.assignee { people.append(Choice(name, name, chosen: name)) }
    assignees = people
    orders = [
      ("reading", "strongest first"), ("budget", "strongest, each subject once"), ("oldest", "oldest first"),
      ("newest", "newest first"), ("changed", "last changed first"),
    ].map { Choice($0.0, $0.1, chosen: filter.order.rawValue) }
    minimumScore = filter.minimumScore
    budget = address.budget
    unit = filter.unit
    includesSnoozed = filter.includesSnoozed
    isSet = address.page(1) != QueueAddress() && filter.text == nil
  }
}

/// One entry of a list to choose from.
struct Choice: Sendable {
  let value: String
  let name: String
  let isChosen: Bool

  init(_ value: String, _ name: String, chosen: String?) {
    self.value = value
    self.name = name
    isChosen = value == chosen
  }

  /// What is there to choose, with how many flags, the most first; what is chosen is among it even where there are none.
  static func list(_ any: String, _ counts: [String: Int], chosen: String?) -> [Choice] {
    var counts = counts
    if let chosen { counts[chosen, default: 0] += 0 }
    let sorted = counts.filter { $0.value > 0 || $0.key == chosen }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return [Choice("", any, chosen: chosen ?? "")]
      + sorted.map { Choice($0.key, "\(spoken($0.key)) (\(grouped($0.value)))", chosen: chosen) }
  }
}
