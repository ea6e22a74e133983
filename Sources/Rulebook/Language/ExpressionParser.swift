import Ledger

/// Reads one expression of a rule and lowers it, checking names and kinds on the way.
///
/// An expression that breaks the grammar throws; a wrong name or kind is logged and read over, so that one
/// mistake does not hide the next. Names may have several words; the longest that fits is meant.
///
/// ```
/// set        = predicate
///            | set-name ("after" | "before") set-name "within" DURATION
///                ["at least" DISTANCE "apart"] ["with same" field]
///            | set-name "following" set-name "within" DURATION
///            | "newcomers of" set-name "by" field "in" DURATION
///            | set-name "amid at least" COUNT (field | "postings") "within" DURATION
/// predicate  = atom | set-name | "not" predicate | predicate ("and" | "or") predicate | "(" predicate ")"
/// atom       = channel | "credit" | "debit" | purpose | "weekday" | "weekend" | fact "stated"
///            | "amount" ("below" | "above" | "at most" | "at least") amount
///            | "amount between" amount "and" amount | "amount in multiples of" amount
///            | "hour between" TIME "and" TIME | list-field ["not"] "in" (list-name | "[" code, … "]")
///            | "memo mentions" lexicon | "counterparty name mentions" lexicon
///            | "counterparty is self" | "counterparty shares surname"
///            | "customer opened within" DAYS | "customer is" ("business" | "person")
///            | "customer trade in" (list-name | "[" code, … "]") | "customer occupation mentions" lexicon
///            | ("customer" ("phone" | "email" | "address") | "counterparty" ("phone" | "account")) "in" list-name
///            | "counterparty shares address" | "counterparty is employer"
///            | "farther from home than" DISTANCE | "gathered" RULE-ID
/// test       = comparison | "not" test | test ("and" | "or") test | "(" test ")"
/// comparison = value (">=" | ">" | "<=" | "<" | "=") value | value "between" value "and" value
///            | value "/" value … SHARE | ["amount"] "share of" set "among" set window … SHARE
/// value      = value ("+" | "-") value | SHARE "of" value | NUMBER "times" value | "(" value ")"
///            | constant | parameter | threshold | kept-name | aggregate set window ["with same" field]
///            | "peers'" ("95th" | "median") figure
///            | "usual" ("sum of" | "count of") set "in" DAYS ["with same" field]
/// aggregate  = "count of" | "sum of" | "days of" | "largest of" | "smallest of" | "median of"
///            | "distinct" field "of" | "most of one" field "among" | "most to one" field "among"
///            | "largest business day sum of" | "lowest balance of"
/// window     = "in" (DURATION | N "calendar days" | N "business days") | "since first"
/// ```
struct ExpressionParser {
  let fragment: Fragment
  let tokens: [Token]
  let scope: RuleScope
  var index = 0
  /// Parameters met, by the index of their first token: how many tokens, and the value to show instead.
  var shown: [Int: (count: Int, text: String)] = [:]
  /// Atoms and negations of the questions read so far.
  var questions = 0
  /// Tests without which the condition now read says nothing: that a subject was known long enough.
  var guards: [Test] = []

  init(_ fragment: Fragment, scope: RuleScope) throws(RulebookError) {
    self.fragment = fragment
    self.scope = scope
    tokens = try Lexer.tokens(of: fragment)
    guard !tokens.isEmpty else {
      throw fragment.error(.syntax, at: 0, "an expression is missing here")
    }
    guard tokens.count <= Self.maximumTokens else {
      throw fragment.error(
        .syntax, at: tokens[Self.maximumTokens].start,
        "an expression of more than \(Self.maximumTokens) words, numbers and signs",
        hint: "give its parts names under `let`, and long lists a file of their own")
    }
    try Self.checkCapitals(tokens, fragment)
  }

  /// Longest expression, in tokens: what is nested is read by recursion, and every level takes some of the stack.
  /// None of the shipped rules has a hundred.
  static let maximumTokens = 1000

  // MARK: Tokens

  var next: Token? { index < tokens.count ? tokens[index] : nil }

  func token(ahead: Int) -> Token? { index + ahead < tokens.count ? tokens[index + ahead] : nil }

  /// Whether these words or signs come next.
  func sees(_ texts: String...) -> Bool { sees(texts) }

  private func sees(_ texts: [String]) -> Bool {
    texts.indices.allSatisfy { token(ahead: $0)?.text == texts[$0] }
  }

  /// Steps over these words or signs if they come next.
  mutating func accept(_ texts: String...) -> Bool {
    guard sees(texts) else { return false }
    index += texts.count
    return true
  }

  mutating func expect(_ text: String, toSay meaning: String) throws(RulebookError) {
    guard accept(text) else { throw unexpected("`\(text)`", hint: meaning) }
  }

  func expectEnd() throws(RulebookError) {
    guard index == tokens.count else { throw unexpected("the end of the expression", hint: nil) }
  }

  /// An error about the token that stands here.
  func error(_ code: RulebookError.Code, _ message: String, hint: String? = nil) -> RulebookError {
    error(code, at: index, message, hint: hint)
  }

  func error(_ code: RulebookError.Code, at index: Int, _ message: String, hint: String? = nil)
    -> RulebookError
  {
    let place = index < tokens.count ? tokens[index].start : fragment.scalars.count
    return fragment.error(code, at: place, message, hint: hint)
  }

  func unexpected(_ wanted: String, hint: String?) -> RulebookError {
    let found = next.map { "`\($0.text)`" } ?? "the end of the expression"
    return error(.syntax, "expected \(wanted), found \(found)", hint: hint)
  }

  /// The text of tokens, parameters replaced by their values: what a reviewer is shown.
  func text(from start: Int) -> String {
    var words = ""
    var position = start
    while position < index {
      let (count, piece) = shown[position] ?? (1, tokens[position].text)
      let tight =
        words.isEmpty || words.hasSuffix("(") || words.hasSuffix("[") || [")", "]", ",", "%"].contains(piece)
      words += tight ? piece : " " + piece
      position += count
    }
    return words
  }

  // MARK: Names

  /// The longest of the names that stands here, and how many tokens it takes.
  func longestName(among names: [String]) -> (name: String, count: Int)? {
    guard let start = next?.text else { return nil }
    var best: (name: String, count: Int)?
    for name in names where name.hasPrefix(start) {
      let words = name.split(separator: " ").map(String.init)
      if words.count > best?.count ?? 0, sees(words) { best = (name, words.count) }
    }
    return best
  }

  /// The parameter named here, if there is one; steps over it.
  mutating func parameter() -> Literal? {
    guard let (name, count) = longestName(among: scope.parameters.map(\.name)),
      let parameter = scope.parameters.first(where: { $0.name == name })
    else { return nil }
    shown[index] = (count, parameter.text)
    index += count
    scope.markUsed(name)
    return parameter.literal
  }

  /// The words from here to the next sign or joining word: what somebody meant as a name.
  func wordsHere() -> String {
    var words: [String] = []
    var ahead = 0
    while let token = token(ahead: ahead), token.kind == .word, !Vocabulary.joints.contains(token.text) {
      words.append(token.text)
      ahead += 1
    }
    return words.joined(separator: " ")
  }

  func unknownName(_ what: String, among candidates: [String], otherwise: String? = nil) -> RulebookError {
    let whole = wordsHere()
    let name = whole.isEmpty ? next?.text ?? "" : whole
    guard !name.isEmpty else { return unexpected(what, hint: otherwise) }
    return error(
      .unknownName, "unknown \(what) `\(name)`",
      hint: Vocabulary.hint(for: name, among: candidates, otherwise: otherwise))
  }

}
