import Ledger

extension ExpressionParser {
  /// The whole definition of a set: a predicate, or sets in relation to each other.
  mutating func members() throws(RulebookError) -> PostingSet.Members {
    if accept("newcomers", "of") {
      let set = try settledSet()
      try expect("by", toSay: "write `newcomers of A by counterparty in 60 days`")
      let field = try groupField()
      try expect("in", toSay: "write `newcomers of A by counterparty in 60 days`")
      return .newcomers(set: set, field: field, milliseconds: try duration(after: "in"))
    }
    if let relation = try relation() {
      try checkRelationEnds()
      return relation
    }
    let start = index
    return try checked(try predicate(), from: start)
  }

  private mutating func relation() throws(RulebookError) -> PostingSet.Members? {
    let words = ["after", "before", "following", "amid"]
    guard tokens[index...].contains(where: { words.contains($0.text) }) else { return nil }
    let start = index
    let set = try setReference()
    guard let relation = next?.text, words.contains(relation) else {
      throw unexpected(
        "`after`, `before`, `following` or `amid`", hint: "name the first set before you relate it to another"
      )
    }
    if relation == "following" || relation == "amid" { try checkSettled(set, at: start) }
    index += 1
    if relation == "amid" { return try crowd(of: set) }
    let other = try settledSet()
    try expect("within", toSay: "write `A \(relation) B within 72 hours`")
    let milliseconds = try duration(after: "within")
    if relation == "following" {
      return .following(set: set, other: other, milliseconds: milliseconds)
    }
    var metresApart: Int64?
    if accept("at", "least") {
      metresApart = try metres(hint: "write `at least 150 miles apart`")
      try expect("apart", toSay: "write `at least 150 miles apart`")
    }
    let together = try sameField()
    return relation == "after"
      ? .after(
        set: set, other: other, milliseconds: milliseconds, metresApart: metresApart, together: together)
      : .before(
        set: set, other: other, milliseconds: milliseconds, metresApart: metresApart, together: together)
  }

  /// The rest of `A amid at least 4 customer within 10 minutes`.
  private mutating func crowd(of set: Int) throws(RulebookError) -> PostingSet.Members {
    let example = "write `A amid at least 4 counterparty within 10 minutes`"
    try expect("at", toSay: example)
    try expect("least", toSay: example)
    let start = index
    let literal = try literalOrParameter("a count", hint: example)
    guard case .count(let least) = literal else {
      throw error(.kindMismatch, at: start, "a crowd is a count, not \(literal.kindName)", hint: example)
    }
    guard (2...Self.largestCrowd).contains(least) else {
      throw error(
        .badValue, at: start, "a crowd is 2 to \(Self.largestCrowd), not \(least)",
        hint: "a single posting stands amid itself")
    }
    let field = accept("postings") ? nil : try groupField()
    try expect("within", toSay: example)
    return .amid(set: set, least: Int(least), field: field, milliseconds: try duration(after: "within"))
  }

  /// Nobody means a larger one, and what is counted stays far from the bounds of a number.
  private static let largestCrowd: Int64 = 1_000_000

  // MARK: What belongs from its own moment on

  /// A set of which each posting's own moment tells whether it belongs.
  mutating func settledSet() throws(RulebookError) -> Int {
    let start = index
    let set = try setReference()
    try checkSettled(set, at: start)
    return set
  }

  /// What is related to a set must not depend on how long one waits before looking: the same postings in one
  /// night or in thirty make the same sets.
  func checkSettled(_ set: Int, at start: Int) throws(RulebookError) {
    guard !isSettled(set) else { return }
    let name = scope.sets[set].name
    throw error(
      .syntax, at: start, "`\(name)` is known only once a later posting has come: nothing is related to it",
      hint: "relate the set it is made of, or count it in a window: `count of \(name) in 2 days >= 1`")
  }

  private func isSettled(_ set: Int) -> Bool {
    switch scope.sets[set].members {
    case .matching, .everything, .following, .newcomers: true
    case .after(let own, _, _, _, _): isSettled(own)
    case .before, .amid: false
    }
  }

  /// `with same counterparty`, if it stands here.
  mutating func sameField() throws(RulebookError) -> GroupField? {
    accept("with", "same") ? try groupField() : nil
  }

  /// A field to group by.
  mutating func groupField() throws(RulebookError) -> GroupField {
    guard let token = next, token.kind == .word else { throw unexpected("a field", hint: nil) }
    guard let field = GroupField(rawValue: token.text) else {
      throw error(
        .unknownName, "unknown field `\(token.text)`",
        hint: Vocabulary.hint(
          for: token.text, among: GroupField.allCases.map(\.rawValue),
          otherwise: "fields are " + GroupField.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    index += 1
    return field
  }

  /// The index of a set named here, or of a set made of the one atom or parenthesis that stands here.
  mutating func setReference() throws(RulebookError) -> Int {
    if let error = usedTooEarly() { throw error }
    if let (name, count) = longestName(among: scope.sets.map(\.name)),
      let set = scope.sets.firstIndex(where: { $0.name == name })
    {
      index += count
      scope.markUsed(name)
      return set
    }
    let start = index
    let members = try checked(try factor(), from: start)
    return scope.indexOfUnnamed(members, text: text(from: start))
  }

  /// A set as `at:` names it: its postings are moments, so each must belong from its own moment on.
  mutating func momentSet() throws(RulebookError) -> Int {
    let set = try wholeSet()
    try checkSettled(set, at: 0)
    return set
  }

  /// A set as `evidence:` names it: a name, or a predicate of its own.
  mutating func wholeSet() throws(RulebookError) -> Int {
    if let (name, count) = longestName(among: scope.sets.map(\.name)), count == tokens.count,
      let set = scope.sets.firstIndex(where: { $0.name == name })
    {
      index = count
      scope.markUsed(name)
      return set
    }
    let members = try members()
    try expectEnd()
    return scope.indexOfUnnamed(members, text: text(from: 0))
  }
}
