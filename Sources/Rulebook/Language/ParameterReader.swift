import Ledger
import Yams

/// Reads the numbers of a rule, each with the one whose number it is.
struct ParameterReader {
  let ruleID: String
  let scope: RuleScope
  let overrides: [String: String]

  /// - Returns: nil where a number could not be read: expressions that use it would only repeat the error.
  func read(_ reader: MappingReader?) -> [Parameter]? {
    guard let reader else { return [] }
    var parameters: [Parameter] = []
    var isComplete = true
    for (key, node) in reader.all {
      if let parameter = parameter(key, node, in: reader) {
        parameters.append(parameter)
      } else {
        isComplete = false
      }
    }
    return isComplete ? parameters : nil
  }

  private func parameter(_ key: Fragment, _ node: Node, in reader: MappingReader) -> Parameter? {
    let name = key.string
    if let word = Vocabulary.isReserved(name) {
      scope.log.report(
        key.error(
          .reservedName, at: 0, "a parameter cannot be called `\(name)`",
          hint: "`\(word)` is a word of the language"))
      return nil
    }
    if let bare = node.scalar {
      scope.log.report(
        reader.source.fragment(bare).error(
          .badValue, at: 0, "the number of `\(name)` stands under `default`",
          hint: "write `\(name): {default: \(bare.string)}`"))
      return nil
    }
    let before = scope.log.errors.count
    guard
      let entry = MappingReader(
        node, source: reader.source, log: scope.log, what: "a parameter",
        allowed: ["default", "source", "basis"]),
      let written = entry.fragment("default", required: true),
      let standard = Self.literal(written, log: scope.log),
      // `{default: 1,000 USD}` is a key too many and a default that was not meant.
      scope.log.errors.count == before
    else { return nil }
    var basis = Parameter.Basis.institution
    if let source = entry.text("source") {
      basis = .source(source)
    }
    if let stated = entry.fragment("basis"), stated.string != "institution" {
      scope.log.report(
        stated.error(
          .badValue, at: 0, "`basis` cannot be `\(stated.string)`",
          hint: "it is `institution`, or give a `source` instead"))
    }
    var literal = standard
    var text = written.string
    if let override = overrides["\(ruleID).\(name)"] {
      let fragment = Fragment(name: "override \(ruleID).\(name)", text: override)
      guard let changed = Self.literal(fragment, log: scope.log) else { return nil }
      guard changed.isSameKind(as: standard) else {
        scope.log.report(
          fragment.error(
            .kindMismatch, at: 0, "the parameter is \(standard.kindName), not \(changed.kindName)",
            hint: "write it like its default, `\(text)`"))
        return nil
      }
      literal = changed
      text = override
      basis = .institution
    }
    scope.parameters.append(RuleScope.NamedLiteral(name: name, literal: literal, text: text))
    return Parameter(name: name, value: text, basis: basis)
  }

  /// The one number a text consists of; logged where it is none.
  static func literal(_ fragment: Fragment, log: ErrorLog) -> Literal? {
    do throws(RulebookError) {
      let scope = RuleScope(reference: ReferenceData(), atoms: AtomTable(), log: log, currency: .usDollar)
      var parser = try ExpressionParser(fragment, scope: scope)
      guard let literal = try parser.literal() else {
        throw parser.unexpected(
          "a number with its unit", hint: "such as `14 days`, `3000 USD`, `70%`, `100 miles`, `22:00` or `5`")
      }
      try parser.expectEnd()
      return literal
    } catch {
      log.report(error)
      return nil
    }
  }
}
