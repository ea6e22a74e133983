import Rulebook

/// Rulebooks written in the language, for tests of the engine with what the reader makes of it.
enum WrittenRules {
  /// A rulebook of these rules, each given by what follows its head, named …
  static func rulebook(_ bodies: [String], about: String = "customer", reference: [RulebookFile] = [])
    throws(RulebookErrors) -> Rulebook
  {
    let typology = RulebookFile(
      name: "t.yaml", text: "typology: t\ntitle: T\nsources: [none]\nwindow: 90 days\nthreshold: 20\n")
    let rules = bodies.enumerated().map { number, body in
      RulebookFile(
        name: "r\(number).yaml",
        text: """
          indicator: R-\(number)
          title: T
          about: \(about)
          typologies: [t]
          family: f\(number)
          strength: strong
          sources: [none]
          \(body)
          """)
    }
    return try Rulebook.load(files: [typology] + rules + reference)
  }
}
