import Ledger

extension ExpressionParser {
  /// A predicate on one posting: atoms joined by and, or, not.
  mutating func predicate() throws(RulebookError) -> Predicate {
    var parts = [try conjunction()]
    while accept("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(RulebookError) -> Predicate {
    var starts = [index]
    var parts = [try factor()]
    while accept("and") {
      starts.append(index)
      parts.append(try factor())
    }
    checkTogether(parts, starts: starts)
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// One atom, set name, negation or parenthesis.
  mutating func factor() throws(RulebookError) -> Predicate {
    if accept("not") {
      try ask(1)
      return .not(try factor())
    }
    if accept("(") {
      let inner = try predicate()
      try expect(")", toSay: "close the parenthesis")
      return inner
    }
    if let error = usedTooEarly() { throw error }
    if let (name, count) = longestName(among: scope.sets.map(\.name)) {
      let set = scope.sets.first { $0.name == name }
      scope.markUsed(name)
      guard case .matching(let predicate) = set?.members else {
        throw error(
          .syntax, "`\(name)` is a set of postings in relation to others, not a question about one posting",
          hint: "narrow the sets it is made of instead")
      }
      try ask(predicate.questions)
      index += count
      return predicate
    }
    try ask(1)
    return try atom()
  }

  func intern(_ atom: Atom) -> Predicate { .atom(scope.atoms.index(of: atom)) }

  private mutating func atom() throws(RulebookError) -> Predicate {
    guard let token = next, token.kind == .word else {
      throw unexpected("a question about a posting", hint: "such as `cash and credit`")
    }
    // Facts of two words first: `counterparty name stated` is not `counterparty` and something else.
    if let (name, count) = longestName(among: Vocabulary.factNames),
      self.token(ahead: count)?.text == "stated", let fact = Vocabulary.facts[name]
    {
      let start = index
      index += count + 1
      return internOfCustomer(.states(fact), from: start)
    }
    if let channels = Vocabulary.channels[token.text] {
      index += 1
      return intern(.channel(mask: channels.reduce(0) { $0 | 1 << UInt16($1.rawValue) }))
    }
    if let purpose = Vocabulary.purposes[token.text] {
      index += 1
      return intern(.purpose(mask: 1 << UInt16(purpose.rawValue)))
    }
    if let field = ContactField.allCases.first(where: { longestName(among: [$0.rawValue]) != nil }),
      self.token(ahead: 2)?.text == "in"
    {
      return try contact(field)
    }
    if Vocabulary.listFields.contains(token.text) { return try membership(of: token.text) }
    switch token.text {
    case "credit", "debit":
      index += 1
      return intern(.direction(token.text == "credit" ? .credit : .debit))
    case "weekday", "weekend":
      index += 1
      return intern(.weekday(mask: token.text == "weekday" ? 0b001_1111 : 0b110_0000))
    case "amount": return try amount()
    case "hour": return try hours()
    case "farther": return try distance()
    case "memo": return try mention(.memo, words: 1)
    case "counterparty": return try counterparty()
    case "customer": return try customer()
    case "gathered": return try gathering()
    default: throw unknownAtom(token.text)
    }
  }

  private mutating func hours() throws(RulebookError) -> Predicate {
    index += 1
    try expect("between", toSay: "write `hour between 22:00 and 06:00`")
    let start = index
    let from = try timeOfDay()
    try expect("and", toSay: "write `hour between 22:00 and 06:00`")
    let to = try timeOfDay()
    if from == to {
      scope.log.report(
        error(
          .impossibleBand, at: start, "no hour lies between \(text(from: start))", hint: "the end is excluded"
        ))
    }
    return intern(.timeOfDay(from: from, to: to))
  }

  private mutating func timeOfDay() throws(RulebookError) -> Int {
    let start = index
    let literal = try literalOrParameter("a time of day", hint: "write `22:00`")
    guard case .time(let second) = literal else {
      throw error(
        .kindMismatch, at: start, "expected a time of day, not \(literal.kindName)", hint: "write `22:00`")
    }
    return second
  }

  private mutating func distance() throws(RulebookError) -> Predicate {
    let example = "write `farther from home than 100 miles`"
    guard accept("farther", "from", "home", "than") else {
      throw unexpected("`farther from home than`", hint: example)
    }
    return intern(.fartherFromHome(metres: try metres(hint: example)))
  }

  mutating func metres(hint: String) throws(RulebookError) -> Int64 {
    let start = index
    let literal = try literalOrParameter("a distance", hint: hint)
    guard case .distance(let metres) = literal else {
      throw error(.kindMismatch, at: start, "expected a distance, not \(literal.kindName)", hint: hint)
    }
    return metres
  }

  private mutating func counterparty() throws(RulebookError) -> Predicate {
    let start = index
    if accept("counterparty", "shares", "surname") { return intern(.sharesSurname) }
    if accept("counterparty", "shares", "address") { return internOfCustomer(.sharesAddress, from: start) }
    if accept("counterparty", "is", "employer") { return internOfCustomer(.isEmployer, from: start) }
    if accept("counterparty", "is", "self") { return intern(.isOwnTransfer) }
    if sees("counterparty", "name", "mentions") { return try mention(.counterpartyName, words: 2) }
    throw error(
      .syntax, "`counterparty` alone asks nothing",
      hint: "write `counterparty stated`, `counterparty is self`, `counterparty shares surname`, "
        + "`counterparty shares address`, `counterparty is employer` or `counterparty name mentions LEXICON`")
  }

  private mutating func mention(_ field: TextField, words: Int) throws(RulebookError) -> Predicate {
    index += words
    return intern(.lexicon(field, lexicon: try mentionedLexicon(hint: "write `memo mentions LEXICON`")))
  }

  /// Index of the lexicon of `mentions LEXICON`.
  mutating func mentionedLexicon(hint: String) throws(RulebookError) -> Int {
    try expect("mentions", toSay: hint)
    let names = scope.reference.lexiconNames
    guard let (name, count) = longestName(among: names), let lexicon = names.firstIndex(of: name) else {
      throw unknownName("lexicon", among: names, otherwise: "lexicons are reference data")
    }
    index += count
    scope.read(name)
    return lexicon
  }

  private mutating func gathering() throws(RulebookError) -> Predicate {
    index += 1
    guard let token = next, token.kind == .word else {
      throw unexpected("the ID of an indicator", hint: "write `gathered LAB-WAGE-SWEEP`")
    }
    scope.gathered.append(
      RuleScope.GatheredUse(
        indicator: token.text,
        error: error(.unknownName, "no rule is called `\(token.text)`")))
    index += 1
    return intern(.gathered(indicator: token.text))
  }
}
