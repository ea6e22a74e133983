import ArgumentParser
import Detection
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
      abstract: "One rule: sources, numbers and whose they are, conditions, innocent explanations.")

    @Argument(help: "ID of an indicator or mitigation, such as SMUG-REMOTE-CASH.")
    var id: String

    @OptionGroup var rules: RulebookOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let rulebook = try rules.load(examples: true)
        guard let rule = rulebook.rules.first(where: { $0.id == id.uppercased() }) else {
          throw ValidationError("The rulebook has no rule \(id). `manumit rulebook list` lists them.")
        }
        for line in RuleText.lines(of: rule) { console.print(line) }
      }
    }
  }

  /// `manumit rulebook test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every rule and run its examples: those that must fire, and those that must not.")

    @OptionGroup var rules: RulebookOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let assessor = Assessor(rulebook: try rules.load(examples: true), geography: try rules.geography())
        let outcomes = ExampleRunner(assessor: assessor).run()
        let wrong = outcomes.filter { !$0.isRight }
        for outcome in wrong {
          console.print(
            "\(outcome.origin):\(outcome.line): \(outcome.rule): `\(outcome.example)` "
              + (outcome.fired ? "fired and must not" : "did not fire and must"))
        }
        let count = assessor.rulebook.rules.count
        console.print("\(outcomes.count - wrong.count) passed, \(wrong.count) failed; \(count) rules")
        if !wrong.isEmpty { throw ExitCode(ExitStatus.configuration.rawValue) }
      }
    }
  }
}
