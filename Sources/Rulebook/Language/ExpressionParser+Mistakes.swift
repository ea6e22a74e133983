import Ledger

/// What newcomers to the language write, and what they meant.
extension ExpressionParser {
  // MARK: Names

  /// A word that is no question about a posting: perhaps half of one.
  func unknownAtom(_ word: String) -> RulebookError {
    if let question = Self.customerQuestions[word] {
      return error(.syntax, "`\(word)` is asked of the customer", hint: "write `\(question)`")
    }
    if Vocabulary.facts[word] != nil {
      return error(.syntax, "`\(word)` alone asks nothing", hint: "write `\(word) stated`")
    }
    return unknownName("name", among: scope.sets.map(\.name) + Vocabulary.predicates)
  }

  private static let customerQuestions = [
    "opened": "customer opened within 180 days", "trade": "customer trade in LIST",
    "occupation": "customer occupation mentions LEXICON", "address": "customer address in LIST",
    "email": "customer email in LIST", "business": "customer is business", "person": "customer is person",
  ]

  /// Where a set is named that stands further down.
  func usedTooEarly() -> RulebookError? {
    guard let (later, count) = longestName(among: scope.laterSets),
      count > (longestName(among: scope.sets.map(\.name))?.count ?? 0)
    else { return nil }
    return error(
      .unknownName, "the set `\(later)` is defined below",
      hint: "a set uses the sets above it: move `\(later)` up")
  }

  // MARK: Words and signs

  /// Joining words in capitals: no name holds one, but for the state of Oregon in a list.
  static func checkCapitals(_ tokens: [Token], _ fragment: Fragment) throws(RulebookError) {
    for (index, token) in tokens.enumerated() where token.kind == .word {
      guard ["and", "or", "not"].contains(token.text.lowercased()), token.text.lowercased() != token.text,
        token.text != "OR" || index == 0 || !["[", ","].contains(tokens[index - 1].text)
      else { continue }
      throw fragment.error(
        .syntax, at: token.start, "`\(token.text)` means nothing here",
        hint: "words of the language are written small: `\(token.text.lowercased())`")
    }
  }

  /// `=>`, `==` and `=<`, where a comparison was read up to here.
  func checkDoubledSign() throws(RulebookError) {
    guard index > 0, let sign = next, sign.kind == .sign, [">", "<", "="].contains(sign.text) else { return }
    let written = tokens[index - 1].text + sign.text
    let meant = written.contains(">") ? ">=" : written.contains("<") ? "<=" : "="
    throw error(.syntax, at: index - 1, "`\(written)` is no comparison", hint: "write `\(meant)`")
  }

  /// `USD 100`.
  func checkCurrencyFirst() throws(RulebookError) {
    guard let word = next, let number = token(ahead: 1), number.kind == .number, isCurrency(word.text) else {
      return
    }
    throw error(
      .syntax, "`\(word.text)` stands before its amount",
      hint: "write `\(number.text) \(word.text.uppercased())`")
  }

  private func isCurrency(_ word: String) -> Bool {
    let isCode = word.utf8.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    return isCode || Self.commonCurrencies.contains(word)
  }

  // MARK: Numbers

  /// What a number and the word behind it should have been; `number` is what stands before `index`.
  func checkUnit(of number: String, at start: Int) throws(RulebookError) {
    if let comma = next, comma.text == ",", let rest = token(ahead: 1), rest.kind == .number,
      rest.start == comma.start + 1
    {
      let isThousands = !number.contains(".") && rest.text.prefix { $0 != "." }.count == 3
      throw error(
        .badValue, at: start, "`\(number),\(rest.text)` is written with a comma",
        hint: isThousands ? "write `\(number)\(rest.text)`" : "decimals stand behind a point: `1000.50 USD`")
    }
    guard let word = next, word.kind == .word else { return }
    if let unit = Self.unknownUnits[word.text] {
      throw error(
        .badValue, "`\(word.text)` is no unit here",
        hint: "write \(unit); units are minutes, hours, days, weeks, calendar days, business days, miles, km")
    }
    if Self.commonCurrencies.contains(word.text) {
      throw error(
        .badValue, "`\(word.text)` is no currency", hint: "write `\(number) \(word.text.uppercased())`")
    }
  }

  /// Those that are written small by mistake; most other words of three letters are words.
  private static let commonCurrencies: Set<String> = ["usd", "eur", "gbp", "cad", "mxn", "chf", "aud", "jpy"]

  private static let unknownUnits = [
    "month": "`30 days`", "months": "months as days, `30 days`", "year": "days, at most `90 days`",
    "years": "days, at most `90 days`", "second": "`1 minute`", "seconds": "minutes, `1 minute`",
    "min": "`minutes`", "mins": "`minutes`", "hr": "`hours`", "hrs": "`hours`", "h": "`hours`",
    "d": "`days`", "mi": "`miles`", "percent": "a share with its sign, `70%`",
    "dollars": "the currency, `100 USD`", "dollar": "the currency, `100 USD`",
    "euros": "the currency, `100 EUR`",
  ]

  /// What to write instead of a number that no count, amount or length can be.
  func numberHint(_ number: Decimal) -> String {
    guard tokens[index - 1].kind == .number, let basisPoints = number.exactly(times: 10_000)
    else { return "counts are whole; amounts have no more decimals than their currency" }
    let rest = basisPoints % 100
    let decimals = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "counts are whole; write a share as `\(basisPoints / 100)\(decimals)%`"
  }

  // MARK: Relations

  /// What stands behind a relation of sets, which is the whole of a definition.
  func checkRelationEnds() throws(RulebookError) {
    if sees("at", "least") {
      throw error(
        .syntax, "expected the end of the expression, found `at`",
        hint: "what is added has an order: `within 2 days at least 150 miles apart with same counterparty`")
    }
    if sees("and") || sees("or") {
      throw error(
        .syntax, "nothing is joined to a relation of sets",
        hint:
          "narrow the sets it relates: give `A \(tokens[index].text) …` a name of its own, and relate that")
    }
  }
}
