import Ledger

extension ExpressionParser {
  /// The whole definition of a set: a predicate, or sets in relation to each other.
  mutating func members() throws(RulebookError) -> PostingSet.Members {
    if accept("newcomers", "of") {
      let set = try setReference()
      try expect("by", toSay: "write `newcomers of A by counterparty in 60 days`")
      let field = try groupField()
      try expect("in", toSay: "write `newcomers of A by counterparty in 60 days`")
      return .newcomers(set: set, field: field, milliseconds: try duration(after: "in"))
    }
    if let relation = try relation() { return relation }
    return .matching(try predicate())
  }

  private mutating func relation() throws(RulebookError) -> PostingSet.Members? {
    let words = ["after", "before", "following"]
    guard tokens[index...].contains(where: { words.contains($0.text) }) else { return nil }
    let set = try setReference()
    guard let relation = next?.text, words.contains(relation) else {
      throw unexpected(
        "`after`, `before` or `following`", hint: "name the first set before you relate it to another")
    }
    index += 1
    let other = try setReference()
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
    if let (name, count) = longestName(among: scope.sets.map(\.name)),
      let set = scope.sets.firstIndex(where: { $0.name == name })
    {
      index += count
      scope.markUsed(name)
      return set
    }
    let start = index
    let predicate = try factor()
    return scope.indexOfUnnamed(.matching(predicate), text: text(from: start))
  }

  /// A set as `at:` and `evidence:` name it: a name, or a predicate of its own.
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
