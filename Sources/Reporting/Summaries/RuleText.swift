import Detection
import Ledger
public import Rulebook

/// A rule, a typology or reference data in words, for a terminal.
public enum RuleText {
  /// What the rulebook has by this name; nil where it has nothing.
  public static func lines(of name: String, in rulebook: Rulebook) -> [String]? {
    if let rule = rulebook.rules.first(where: { $0.id == name.uppercased() }) { return lines(of: rule) }
    if let typology = rulebook.typologies.first(where: { $0.id == name.lowercased() }) {
      return lines(of: typology, in: rulebook)
    }
    return rulebook.references.first { $0.name == name }.map { lines(of: $0, in: rulebook) }
  }

  private static func lines(of rule: Rule) -> [String] {
    var lines = ["\(rule.id)  \(rule.title)", ""]
    lines.append("kind        \(rule.kind.rawValue), \(rule.strength.rawValue), family \(rule.family)")
    let about =
      rule.isAboutHubs
      ? "hub"
      : rule.isAboutFlagged
        ? "flagged" : rule.about.name + (rule.link.map { " (\($0.rawValue))" } ?? "")
    lines.append("about       \(about), role hinted at: \(rule.role.rawValue)")
    lines.append("typologies  \(rule.typologies.joined(separator: ", "))")
    lines += listed("sources", rule.sources)
    lines += listed("numbers", rule.parameters.map(parameter))
    lines += listed("sets", rule.sets.compactMap { set in set.definition.map { "\(set.name): \($0)" } })
    lines += rule.first.map { first($0, of: rule) } ?? []
    lines += listed("at", rule.anchor.map { [rule.sets[$0].name] } ?? [])
    lines += listed("conditions", rule.test.conditionIndices.map { rule.conditions[$0].text })
    lines += listed("rolls up to", rule.rollsUpTo.map { [$0.field.rawValue] } ?? [])
    lines += listed("reads", rule.references)
    lines += listed("needs", rule.needs.names)
    lines += listed("not seen", rule.notObservable.map { "no export shows it: \($0)" })
    lines += listed("innocent", rule.innocent)
    lines += listed("fires on", rule.examples.filter(\.mustFire).map(\.name))
    lines += listed("silent on", rule.examples.filter { !$0.mustFire }.map(\.name))
    return lines
  }

  /// The earlier moment: where, how long ago, what had to hold, what is remembered of it.
  private static func first(_ first: FirstMoment, of rule: Rule) -> [String] {
    let within = QuantityText.text(Quantity(first.milliseconds / 1000, .seconds))
    let kept = first.kept.map { kept in
      guard case .aggregate(let index) = kept.value else { return "keeps \(kept.name)" }
      return "keeps \(kept.name): \(rule.aggregates[index].text)"
    }
    return listed(
      "first",
      ["at \(rule.sets[first.anchor].name), within \(within)"]
        + first.test.conditionIndices.map { rule.conditions[$0].text } + kept)
  }

  private static func lines(of typology: Typology, in rulebook: Rulebook) -> [String] {
    let own = rulebook.rules.filter { $0.typologies.contains(typology.id) }
    var lines = ["\(typology.id)  \(typology.title)", ""]
    lines += listed("sources", typology.sources)
    lines.append("window      \(QuantityText.plural(Int64(typology.windowDays), "day"))")
    lines.append("threshold   \(QuantityText.plural(Int64(typology.threshold), "point"))")
    lines += listed("converges", typology.convergesWith.map { $0.joined(separator: " or ") })
    let signs = own.filter { $0.kind == .indicator }
    lines += listed("indicators", signs.map { "\($0.id), \($0.strength.rawValue), family \($0.family)" })
    lines += listed("mitigations", own.filter { $0.kind == .mitigation }.map(\.id))
    return lines
  }

  private static func lines(of reference: Reference, in rulebook: Rulebook) -> [String] {
    let readers = rulebook.rules.filter { $0.references.contains(reference.name) }.map(\.id)
    let head = ["\(reference.name)  \(reference.kind), \(reference.origin)", ""]
    return head + listed("read by", readers.isEmpty ? ["no rule"] : readers) + [""]
      + reference.text.split(separator: "\n").map(String.init)
  }

  private static func parameter(_ parameter: Parameter) -> String {
    switch parameter.basis {
    case .institution: "\(parameter.name) = \(parameter.value) (the institution's default)"
    case .source(let source): "\(parameter.name) = \(parameter.value) (\(source))"
    }
  }

  private static func listed(_ title: String, _ items: [String]) -> [String] {
    items.enumerated().map { index, item in
      let label = index == 0 ? title : ""
      return label + String(repeating: " ", count: max(1, 12 - label.count)) + item
    }
  }
}
