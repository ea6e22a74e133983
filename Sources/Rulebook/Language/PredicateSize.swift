/// How large a question about one posting has become, every name in it written out.
///
/// A name stands for all it was made of, so a few short lines can say more than any memory holds.
extension Predicate {
  /// Atoms and negations in it.
  var questions: Int {
    switch self {
    case .atom: 1
    case .not(let inner): 1 + inner.questions
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.questions }
    }
  }

  /// The ways in which it can hold, each of atoms that must hold and atoms that must not: what the engine makes of it.
  /// Of ways that contradict themselves all are counted, and no more than `most` and one.
  func alternatives(most: Int) -> Int { ways(most: most).holds }

  private func ways(most: Int) -> (holds: Int, fails: Int) {
    switch self {
    case .atom: return (1, 1)
    case .not(let inner):
      let (holds, fails) = inner.ways(most: most)
      return (fails, holds)
    case .all(let parts):
      let own = parts.map { $0.ways(most: most) }
      return (
        own.reduce(1) { min($0 * $1.holds, most + 1) }, own.reduce(0) { min($0 + $1.fails, most + 1) }
      )
    case .any(let parts):
      let own = parts.map { $0.ways(most: most) }
      return (
        own.reduce(0) { min($0 + $1.holds, most + 1) }, own.reduce(1) { min($0 * $1.fails, most + 1) }
      )
    }
  }
}

extension ExpressionParser {
  /// Largest question about one posting, in atoms and negations; bounds how deep its readers descend.
  static let maximumQuestions = 1000
  /// Most ways in which one question can hold: the engine tries each on every posting, and compares them in pairs.
  static let maximumAlternatives = 1000

  /// Counts what a name, an atom or a negation adds to the question that is read.
  mutating func ask(_ more: Int) throws(RulebookError) {
    questions += more
    guard questions <= Self.maximumQuestions else {
      throw error(
        .syntax,
        "with its names written out this asks more than \(Self.maximumQuestions) questions of a posting",
        hint: "say less, or the same in several rules")
    }
  }

  /// The predicate as it goes into a set; `start` is the token at which it begins.
  func checked(_ predicate: Predicate, from start: Int) throws(RulebookError) -> PostingSet.Members {
    guard predicate.alternatives(most: Self.maximumAlternatives) <= Self.maximumAlternatives else {
      throw error(
        .syntax, at: start, "this can hold in more than \(Self.maximumAlternatives) ways",
        hint: "each `or` multiplies the ways of what it is joined to by `and`; a list of codes is one way")
    }
    return .matching(predicate)
  }
}
