import Ledger
import Yams

/// Reads what a rule says about postings: its sets, its moments, its conditions.
struct BodyReader {
  let scope: RuleScope

  struct Body {
    var needs: FieldSet
    var anchor: Int?
    var first: FirstMoment?
    var test: Test
    var evidence: [Int]
    var rollsUpTo: RollUp?
  }

  func read(_ reader: MappingReader) -> Body? {
    if let sets = reader.mapping("sets", what: "`sets`", allowed: nil) {
      scope.laterSets = sets.all.map(\.key.string)
      for (key, node) in sets.all {
        scope.laterSets.removeFirst()
        readSet(key, node, in: sets)
      }
    }
    let first = firstMoment(reader)
    scope.hasFirst = reader.node("first") != nil
    let anchor = reader.fragment("at").flatMap {
      parse($0) { parser throws(RulebookError) in try parser.momentSet() }
    }
    let test = self.test(reader)
    let evidence = reader.fragments("evidence").compactMap {
      parse($0) { parser throws(RulebookError) in try parser.wholeSet() }
    }
    for kept in scope.kept where !scope.usedNames.contains(kept.name) {
      scope.log.report(kept.key.error(.unused, at: 0, "the kept value `\(kept.name)` is never used"))
    }
    let rollUp = rollUp(reader)
    guard let test else { return nil }
    let needs = needs(reader, anchor: anchor, first: first, test: test, rollUp: rollUp)
    return Body(
      needs: needs, anchor: anchor, first: first, test: test, evidence: evidence, rollsUpTo: rollUp)
  }

  private func readSet(_ key: Fragment, _ node: Node, in reader: MappingReader) {
    let name = key.string
    if let word = Vocabulary.isReserved(name) {
      scope.log.report(
        key.error(
          .reservedName, at: 0, "a set cannot be called `\(name)`",
          hint: "`\(word)` is a word of the language"))
    }
    if scope.parameters.contains(where: { $0.name == name }) {
      scope.log.report(key.error(.duplicate, at: 0, "`\(name)` is already the name of a parameter"))
      return
    }
    let written = reader.scalar(node, of: name)
    let members = written.flatMap { fragment in
      parse(fragment) { parser throws(RulebookError) in
        let members = try parser.members()
        try parser.expectEnd()
        return members
      }
    }
    let words = written?.string.split { $0.isWhitespace }.joined(separator: " ")
    // A set that could not be read still has a name, so that its error is not repeated at every use.
    scope.sets.append(PostingSet(name: name, members: members ?? .matching(.any([])), definition: words))
  }

  private func firstMoment(_ reader: MappingReader) -> FirstMoment? {
    guard
      let section = reader.mapping("first", what: "`first`", allowed: ["at", "within", "when", "keep"]),
      let at = section.fragment("at", required: true),
      let anchor = parse(at, { parser throws(RulebookError) in try parser.momentSet() }),
      let within = section.fragment("within", required: true),
      let milliseconds = parse(
        within,
        { parser throws(RulebookError) in
          let milliseconds = try parser.duration(after: "within")
          try parser.expectEnd()
          return milliseconds
        })
    else { return nil }
    let test = self.test(section)
    var kept: [FirstMoment.KeptValue] = []
    if let keep = section.mapping("keep", what: "`keep`", allowed: nil) {
      for (key, node) in keep.all {
        guard let fragment = keep.scalar(node, of: key.string), let typed = keptValue(fragment) else {
          continue
        }
        if let word = Vocabulary.isReserved(key.string) {
          scope.log.report(
            key.error(
              .reservedName, at: 0, "a kept value cannot be called `\(key.string)`",
              hint: "`\(word)` is a word of the language"))
          continue
        }
        kept.append(FirstMoment.KeptValue(name: key.string, value: typed.value))
        scope.kept.append(RuleScope.KeptName(name: key.string, key: key, kind: typed.kind))
      }
    }
    guard let test else { return nil }
    return FirstMoment(anchor: anchor, milliseconds: milliseconds, test: test, kept: kept)
  }

  private func keptValue(_ fragment: Fragment) -> TypedValue? {
    parse(fragment) { parser throws(RulebookError) in
      let value = try parser.value()
      try parser.expectEnd()
      if !parser.guards.isEmpty || !value.value.peerIndices.isEmpty {
        scope.log.report(
          parser.error(
            .syntax, at: 0, "what is usual, or peers do, cannot be kept",
            hint: "compare it where the comparison stands"))
      }
      return value
    }
  }

  /// All items of `when` together.
  private func test(_ reader: MappingReader) -> Test? {
    let items = reader.fragments("when", required: true)
    let tests = items.compactMap { item in
      parse(item) { parser throws(RulebookError) in
        let test = try parser.test()
        try parser.expectEnd()
        return test
      }
    }
    guard tests.count == items.count, let only = tests.first else { return nil }
    return tests.count == 1 ? only : .all(tests)
  }

  private func rollUp(_ reader: MappingReader) -> RollUp? {
    guard let written = reader.fragment("rolls up to") else { return nil }
    let hubs: [GroupField: SubjectKind] = [.counterparty: .counterparty, .customer: .customer]
    if let field = GroupField(rawValue: written.string) {
      if let kind = hubs[field] { return RollUp(field: field, kind: kind) }
      if LinkField(rawValue: written.string) != nil { return RollUp(field: field, kind: .link) }
    }
    let names = hubs.keys.map(\.rawValue) + LinkField.allCases.map(\.rawValue)
    reader.reportChoice(written, key: "rolls up to", among: names.sorted())
    return nil
  }

  private func needs(_ reader: MappingReader, anchor: Int?, first: FirstMoment?, test: Test, rollUp: RollUp?)
    -> FieldSet
  {
    let needs = Needs(
      atoms: scope.atoms.atoms, sets: scope.sets, aggregates: scope.aggregates, conditions: scope.conditions)
    var facts = needs.of(test).union(anchor.map(needs.of(set:)) ?? []).union(rollUp?.field.fact ?? [])
    if let first { facts.formUnion(needs.of(set: first.anchor).union(needs.of(first.test))) }
    for kept in first?.kept ?? [] { facts.formUnion(needs.of(kept.value)) }
    for name in reader.fragments("needs") {
      if let fact = Vocabulary.facts[name.string]
        ?? FieldSet.catalogue.first(where: { $0.name == name.string })?.set
      {
        facts.formUnion(fact)
      } else {
        scope.log.report(
          name.error(
            .unknownName, at: 0, "unknown field `\(name.string)`",
            hint: Vocabulary.hint(
              for: name.string, among: Vocabulary.factNames + FieldSet.catalogue.map(\.name))))
      }
    }
    return facts
  }

  /// Runs a parser over a fragment; what it throws is logged.
  private func parse<Result>(
    _ fragment: Fragment, _ body: (inout ExpressionParser) throws(RulebookError) -> Result
  ) -> Result? {
    do throws(RulebookError) {
      var parser = try ExpressionParser(fragment, scope: scope)
      return try body(&parser)
    } catch {
      scope.log.report(error)
      return nil
    }
  }
}
