import Ledger
import Rulebook

/// A rule in words, for a terminal.
enum RuleText {
  static func lines(of rule: Rule) -> [String] {
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
    lines += listed("conditions", rule.conditions.map(\.text))
    lines += listed("needs", rule.needs.names)
    lines += listed("not seen", rule.notObservable.map { "no export shows it: \($0)" })
    lines += listed("innocent", rule.innocent)
    let fires = rule.examples.filter(\.mustFire).map(\.name)
    let silent = rule.examples.filter { !$0.mustFire }.map(\.name)
    lines += listed("fires on", fires)
    lines += listed("silent on", silent)
    return lines
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
