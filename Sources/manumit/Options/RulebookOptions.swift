import ArgumentParser
import Rulebook

/// Which rules, and with which numbers.
struct RulebookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Directory of rule files instead of the shipped ones; may be given several times.", valueName: "dir"))
  var rulebook: [String] = []

  @Option(
    help: ArgumentHelp(
      "Another value for a rule's parameter, such as SMUG-REMOTE-CASH.window='21 days'.",
      valueName: "RULE.parameter=value"))
  var set: [String] = []

  /// The overridden parameters.
  func parameters() throws -> [String: String] {
    var parameters: [String: String] = [:]
    for text in set {
      guard let equals = text.firstIndex(of: "="), text[..<equals].contains(".") else {
        throw ValidationError("--set takes RULE.parameter=value; `\(text)` is not of that form.")
      }
      parameters[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return parameters
  }

  /// Where postal codes lie.
  func geography() throws -> Geography {
    rulebook.isEmpty ? try Geography.shipped() : try Geography.load(directories: rulebook)
  }

  /// The rules; with their examples only for who runs or shows them.
  func load(examples: Bool = false) throws -> Rulebook {
    let parameters = try parameters()
    return rulebook.isEmpty
      ? try Rulebook.shipped(overrides: parameters, examples: examples)
      : try Rulebook.load(directories: rulebook, overrides: parameters, examples: examples)
  }
}
