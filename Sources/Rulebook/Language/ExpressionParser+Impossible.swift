import Ledger

/// What no payment and no moment can ever be: such a set is empty, such a condition never holds.
extension ExpressionParser {
  // MARK: Questions about one posting

  /// Logs where parts joined by `and` exclude each other; `starts` are the tokens they begin at.
  func checkTogether(_ parts: [Predicate], starts: [Int]) {
    var known: [Atom] = []
    for (part, start) in zip(parts, starts) {
      let atoms = atomsOfAll(part)
      for atom in atoms {
        guard let other = known.first(where: { Self.exclude($0, atom) }) else { continue }
        scope.log.report(
          error(
            .impossibleBand, at: start, "no payment is both \(Self.name(other)) and \(Self.name(atom))",
            hint: "`or` joins what may be either"))
        return
      }
      known += atoms
    }
  }

  /// The atoms that hold wherever the predicate does.
  private func atomsOfAll(_ predicate: Predicate) -> [Atom] {
    switch predicate {
    case .atom(let index): [scope.atoms.atoms[index]]
    case .all(let parts): parts.flatMap(atomsOfAll)
    case .any, .not: []
    }
  }

  private static func exclude(_ left: Atom, _ right: Atom) -> Bool {
    switch (left, right) {
    case (.direction(let one), .direction(let other)): one != other
    case (.channel(let one), .channel(let other)): one & other == 0
    case (.purpose(let one), .purpose(let other)): one & other == 0
    case (.weekday(let one), .weekday(let other)): one & other == 0
    case (.isBusiness(let one), .isBusiness(let other)): one != other
    default: false
    }
  }

  private static func name(_ atom: Atom) -> String {
    switch atom {
    case .direction(let direction): "`\(direction.name)`"
    case .channel(let mask):
      named(Vocabulary.channels) { $0.reduce(0) { $0 | 1 << UInt16($1.rawValue) } == mask }
        ?? "of that channel"
    case .purpose(let mask):
      named(Vocabulary.purposes) { 1 << UInt16($0.rawValue) == mask } ?? "of that purpose"
    case .weekday(let mask): mask == 0b001_1111 ? "`weekday`" : "`weekend`"
    case .isBusiness(let isBusiness): "`customer is \(isBusiness ? "business" : "person")`"
    default: "the one"
    }
  }

  private static func named<Meaning>(_ words: [String: Meaning], _ isMeant: (Meaning) -> Bool) -> String? {
    words.filter { isMeant($0.value) }.keys.min().map { "`\($0)`" }
  }

  // MARK: Conditions

  /// Logs where a comparison can hold at no moment, whatever happened.
  func checkPossible(_ condition: Condition, right: TypedValue) {
    guard let bound = right.constant, let reason = whyNever(condition, bound) else { return }
    scope.log.report(
      error(.impossibleBand, at: right.start, "\(condition.text) can never hold", hint: reason))
  }

  private func whyNever(_ condition: Condition, _ bound: Int64) -> String? {
    let least: Int64
    switch condition.comparison {
    case .atLeast, .equal, .between: least = bound
    case .moreThan: least = bound + 1
    case .atMost, .lessThan: return nil
    }
    guard case .aggregate(let index) = condition.left else { return nil }
    let aggregate = scope.aggregates[index]
    if let denominator = condition.denominator {
      guard case .aggregate(let whole) = denominator, least > 10_000,
        isPart(aggregate, of: scope.aggregates[whole])
      else { return nil }
      return "a part is at most 100% of the whole it lies in"
    }
    guard let most = Self.mostDays(aggregate), least > most else { return nil }
    return "so many dates do not fit into the window"
  }

  /// On how many local dates what is counted by days can lie; nil where it is not, or its window is not fixed.
  private static func mostDays(_ aggregate: Aggregate) -> Int64? {
    guard aggregate.kind == .days || aggregate.kind == .distinct(.day) else { return nil }
    switch aggregate.window {
    // Both ends belong to it; and where clocks differ, dates of two more days lie in the same hours.
    case .duration(let milliseconds): return milliseconds / millisecondsPerDay + 1 + datesOfOtherClocks
    case .calendarDays(let days): return Int64(days) + datesOfOtherClocks
    case .businessDays, .sinceFirst, .stretch: return nil
    }
  }

  private static let datesOfOtherClocks: Int64 = 2

  /// Whether one aggregate measures some of what the other does, so that it is never more.
  private func isPart(_ part: Aggregate, of whole: Aggregate) -> Bool {
    part.kind == whole.kind && [.count, .sum].contains(part.kind) && part.window == whole.window
      && part.sameAs == whole.sameAs && isWithin(part.set, whole.set)
  }

  private func isWithin(_ set: Int, _ whole: Int) -> Bool {
    if set == whole { return true }
    switch scope.sets[set].members {
    case .matching(let predicate):
      guard case .matching(let wider) = scope.sets[whole].members else { return false }
      return Set(parts(wider)).isSubset(of: parts(predicate))
    case .everything: return false
    case .after(let own, _, _, _, _), .before(let own, _, _, _, _), .following(let own, _, _),
      .newcomers(let own, _, _), .amid(let own, _, _, _):
      return isWithin(own, whole)
    }
  }

  private func parts(_ predicate: Predicate) -> [Predicate] {
    guard case .all(let parts) = predicate else { return [predicate] }
    return parts.flatMap(self.parts)
  }
}
