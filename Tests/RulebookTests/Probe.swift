@testable import Rulebook

/// Loads rules from text and gives what was said of them.
enum Probe {
  static let typology = RulebookFile(
    name: "t.yaml",
    text: """
      typology: t
      title: T
      sources: [none]
      window: 90 days
      threshold: 55
      """)

  static let reference = [
    RulebookFile(
      name: "corridor.yaml",
      text: "list: corridor\nof: countries\nsources: [none]\nvalues: [MX, GT]\n"),
    RulebookFile(
      name: "border.yaml",
      text: "list: border\nof: counties\nsources: [none]\nvalues: [48061, '06025']\n"),
    RulebookFile(
      name: "pleas.yaml",
      text: "lexicon: pleas\nsources: [none]\nphrases: {en: [Please Stop], es: [¡por  favor!]}\n"),
    RulebookFile(
      name: "line.yaml",
      text: """
        threshold: ctr_line
        sources: [none]
        steps:
          - {from: 2030-01-01, amount: 30000 USD}
          - {from: 1970-01-01, amount: 10000 USD}
        """),
  ]

  /// The keys every rule has; the test adds the rest from line 8 on.
  static let head = """
    indicator: R-1
    title: T
    about: customer
    typologies: [t]
    family: f
    strength: normal
    sources: [none]

    """

  static func load(_ body: String, head: String = head, overrides: [String: String] = [:])
    throws(RulebookErrors) -> Rulebook
  {
    let rule = RulebookFile(name: "r.yaml", text: head + body)
    return try Rulebook.load(files: [typology, rule] + reference, overrides: overrides)
  }

  /// What is wrong with a rule, as an author would read it; empty where nothing is.
  static func complaint(_ body: String, head: String = head, overrides: [String: String] = [:]) -> String {
    do throws(RulebookErrors) {
      _ = try load(body, head: head, overrides: overrides)
      return ""
    } catch {
      return error.description
    }
  }

  /// What is wrong with other files.
  static func complaint(files: [(name: String, text: String)]) -> String {
    do throws(RulebookErrors) {
      _ = try Rulebook.load(files: files.map { RulebookFile(name: $0.name, text: $0.text) })
      return ""
    } catch {
      return error.description
    }
  }
}
