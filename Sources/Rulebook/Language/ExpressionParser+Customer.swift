import Ledger

/// What the customer file says: of the customer a rule is about, and of nobody else.
extension ExpressionParser {
  /// Longer ago nobody calls an account new.
  private static let longestOpenedDays: Int64 = 400

  /// An atom that the customer file answers.
  mutating func internOfCustomer(_ atom: Atom, from start: Int) -> Predicate {
    if atom.asksOfCustomer { checkAboutCustomer(from: start) }
    return intern(atom)
  }

  /// Logs where a rule about something else asks what stands from `start` to here.
  func checkAboutCustomer(from start: Int) {
    guard let stranger = scope.stranger else { return }
    scope.log.report(
      error(
        .kindMismatch, at: start,
        "`\(text(from: start))` is asked of a customer; this rule is about \(stranger)",
        hint: "ask it in a rule with `about: customer`"))
  }

  /// `customer opened within 180 days`, `customer is business`, `customer trade in …`, `customer occupation …`.
  mutating func customer() throws(RulebookError) -> Predicate {
    let start = index
    if accept("customer", "opened", "within") {
      let days = try openedDays()
      return internOfCustomer(.openedWithin(days: days), from: start)
    }
    if accept("customer", "is", "business") { return internOfCustomer(.isBusiness(true), from: start) }
    if accept("customer", "is", "person") { return internOfCustomer(.isBusiness(false), from: start) }
    if accept("customer", "trade", "in") {
      let list = try list(of: .trades)
      checkAboutCustomer(from: start)
      return membership(in: list) { .trade(prefixes: $0.texts.sorted()) }
    }
    if accept("customer", "occupation") {
      let lexicon = try mentionedLexicon(hint: "write `customer occupation mentions LEXICON`")
      return internOfCustomer(.occupation(lexicon: lexicon), from: start)
    }
    throw error(
      .syntax, "`customer` alone asks nothing",
      hint: "write `customer opened within 180 days`, `customer is business`, `customer is person`, "
        + "`customer trade in LIST` or `customer occupation mentions LEXICON`")
  }

  private mutating func openedDays() throws(RulebookError) -> Int {
    let example = "write `customer opened within 180 days`"
    let start = index
    let literal = try literalOrParameter("a number of days", hint: example)
    guard case .duration(let milliseconds) = literal, milliseconds % Self.millisecondsPerDay == 0,
      case let days = milliseconds / Self.millisecondsPerDay, (1...Self.longestOpenedDays).contains(days)
    else {
      throw error(
        .badValue, at: start, "an account is new for 1 to \(Self.longestOpenedDays) whole days", hint: example
      )
    }
    return Int(days)
  }

  mutating func tradeList() throws(RulebookError) -> ReferenceData.Values {
    var values = ReferenceData.Values()
    try elements { parser throws(RulebookError) in
      guard let token = parser.next, token.kind == .number, ReferenceReader.isTrade(token.text) else {
        throw parser.unexpected("2 to 6 digits of a NAICS code", hint: "write `[561720, 7225]`")
      }
      parser.index += 1
      values.texts.insert(token.text)
    }
    return values
  }

  // MARK: Peers

  /// `peers' 95th monthly_cash_credits`, from its first word.
  mutating func peerFigure() throws(RulebookError) -> TypedValue {
    let start = index
    index += 1
    let quantile: PeerFigure.Quantile
    if accept("median") {
      quantile = .median
    } else if accept("95", "th") {
      quantile = .ninetyFifth
    } else {
      throw unexpected("`95th` or `median`", hint: "write `peers' 95th monthly_cash_credits`")
    }
    shown[start] = (index - start, "peers' \(quantile.rawValue)")
    guard let (name, count) = longestName(among: scope.reference.peers.keys.sorted()),
      let figure = scope.reference.peers[name]?[quantile]
    else {
      throw unknownName(
        "figure of peers", among: scope.reference.peers.keys.sorted(),
        otherwise: "figures of peers are reference data")
    }
    index += count
    scope.read(name)
    if let stranger = scope.stranger {
      throw error(
        .kindMismatch, at: start, "only a customer has peers; this rule is about \(stranger)",
        hint: "compare it in a rule with `about: customer`")
    }
    return TypedValue(value: .peers(scope.index(of: figure)), kind: figure.kind, start: start)
  }
}
