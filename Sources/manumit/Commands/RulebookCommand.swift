import ArgumentParser
import Detection
import Reporting
import Rulebook

/// `manumit rulebook`: what is looked for, by whose word, and whether it works.
struct RulebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rulebook",
    abstract: "List, show or test the red flags, or say which of them data can show.",
    subcommands: [List.self, Show.self, Test.self, RulebookCoverageCommand.self])

  /// `manumit rulebook list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One line for each indicator, mitigation and typology.")

    @OptionGroup var rules: RulebookOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let rulebook = try rules.load()
        console.print("rulebook \(rulebook.hash)")
        let width = rulebook.rules.map(\.id.count).max() ?? 0
        for rule in rulebook.rules {
          let id = rule.id + String(repeating: " ", count: width - rule.id.count)
          let kind =
            rule.kind == .mitigation
            ? "mitigation" : rule.isObservable ? rule.strength.rawValue : "not observable"
          console.print("\(id)  \(kind)  \(rule.title)")
        }
        for typology in rulebook.typologies { console.print("\(typology.id): \(typology.title)") }
      }
    }
  }

  /// `manumit rulebook show ID`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One rule: sources, numbers and whose they are, sets, conditions, innocent explanations.",
      discussion: "Also a typology, with the rules that count for it, or a list, with the rules that read it."
    )

    @Argument(help: "ID of a rule such as SMUG-REMOTE-CASH, of a typology, or name of a list or lexicon.")
    var id: String

    @OptionGroup var rules: RulebookOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let rulebook = try rules.load(examples: true)
        guard let lines = RuleText.lines(of: id, in: rulebook) else { throw rulebook.unknown(id) }
        for line in lines { console.print(line) }
      }
    }
  }

  /// `manumit rulebook test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every rule and run its examples: those that must fire, and those that must not.",
      discussion: """
        Of a story that came out otherwise, the conditions are shown with their values at the moment that decided. \
        What authors still owe is told as well: stories, and rules that gather what rolls up.
        """)

    @Argument(help: "IDs of the rules to try; without any, all of them.")
    var ids: [String] = []

    @OptionGroup var rules: RulebookOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let rulebook = try rules.load(examples: true)
        let wanted = Set(ids.map { $0.uppercased() })
        for id in wanted.sorted() where !rulebook.rules.contains(where: { $0.id == id }) {
          throw rulebook.unknown(id)
        }
        let tried = rulebook.rules.filter { wanted.isEmpty || wanted.contains($0.id) }
        let places = Set(tried.map(\.file))
        let owed = rulebook.unfinished.filter { places.contains($0.file) }
        for error in owed { console.print(error.description) }
        let assessor = Assessor(rulebook: rulebook, geography: try rules.geography())
        let outcomes = ExampleRunner(assessor: assessor).run(rules: wanted)
        let wrong = outcomes.filter { !$0.isRight }
        for outcome in wrong {
          let rule = tried.first { $0.id == outcome.rule }
          for line in StoryText.lines(outcome, rule: rule) { console.print(line) }
        }
        let unfinished = owed.isEmpty ? "" : ", of which \(Set(owed.map(\.file)).count) unfinished"
        console.print(
          "\(outcomes.count - wrong.count) passed, \(wrong.count) failed; "
            + QuantityText.plural(Int64(tried.count), "rule") + unfinished)
        if !wrong.isEmpty || !owed.isEmpty { throw ExitCode(ExitStatus.configuration.rawValue) }
      }
    }
  }
}

extension Rulebook {
  /// What to say of a name that nothing has.
  fileprivate func unknown(_ name: String) -> ValidationError {
    let near =
      nearestName(to: name).map { "Did you mean \($0)?" } ?? "`manumit rulebook list` lists its rules."
    return ValidationError("The rulebook has nothing called \(name). \(near)")
  }
}
