import ArgumentParser
import Detection
import History
import Ledger
import Pipeline
import Reporting
import Review
import Rulebook

/// `manumit explain`: why a flag, or why none.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell a flag in words with its evidence, or how near somebody unflagged came to one.",
    discussion: """
        manumit explain 3f9a2c                                   a flag, from PostgreSQL
        manumit explain 3f9a2c --verify                          its numbers too, recomputed from its evidence
        manumit explain --account 4471 --state /var/lib/manumit  a customer: nearest misses, and by how much

      --account also takes an outside party, or what customers share, such as a telephone.
      """)

  @Argument(help: "The beginning of a flag's id, six characters or more.")
  var flag: String?

  @ArgumentParser.Flag(
    help:
      "Compute every number of the flag again from the evidence stored with it, and say whether they agree.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      "A customer key or an account; an outside account or name; a telephone, device or address shared.",
      valueName: "id"))
  var account: String?

  @Option(help: ArgumentHelp("Name of the institution, as given to `scan`.", valueName: "name"))
  var institution = ""

  @OptionGroup var state: StateOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  func validate() throws {
    guard (flag == nil) != (account == nil) else {
      throw ValidationError("Give either a flag or --account.")
    }
    if verify, flag == nil { throw ValidationError("--verify goes with a flag.") }
  }

  func run() throws {
    let console = log.console
    try console.reporting {
      if let flag { try explainFlag(flag, console) }
      if let account { try explainSubject(account, console) }
    }
  }

  private func explainFlag(_ prefix: String, _ console: Console) throws {
    let connection = try Connection(try database.settings())
    let id = try FlagArgument.id(beginningWith: prefix, on: connection)
    try connection.openFlag(id, via: "explain")
    guard let story = try connection.story(flagID: id) else { return }
    var section = ""
    for line in story.lines {
      if line.section != section {
        if !section.isEmpty { console.print("") }
        section = line.section
      }
      console.print(line.text)
    }
    if verify { try verifyFlag(id, on: connection, console) }
  }

  /// Says whether the numbers of a flag follow from its evidence; a number that does not ends the program with a
  /// status of its own.
  private func verifyFlag(_ id: String, on connection: borrowing Connection, _ console: Console) throws {
    let numbers = try connection.audit(flagID: id)
    let wrong = numbers.filter { !$0.holds }
    let partial = numbers.filter { $0.unlisted > 0 }
    let right = numbers.count - wrong.count - partial.count
    console.print("")
    console.print("verified   \(right) of \(numbers.count) numbers follow from the stored evidence")
    if !partial.isEmpty {
      console.print(
        "unlisted   \(partial.count) rest on more payments than are listed as evidence and were not computed again"
      )
    }
    for number in wrong {
      let again = number.recomputed.map(String.init) ?? "not known to this version"
      console.print(
        "differs    \(number.indicator)  \(number.text): stored \(number.stored), recomputed \(again)")
    }
    if !wrong.isEmpty { try ExitStatus.fault.end() }
  }

  private func explainSubject(_ identifier: String, _ console: Console) throws {
    let store = try state.openExisting(command: "explain")
    guard
      let activity = try SubjectActivity.remembered(
        of: identifier, institution: StableHash.hash(institutionNames(institution).first ?? ""), in: store)
    else {
      throw ValidationError(
        "Nothing is remembered of a customer, account, outside party or shared contact of that name. "
          + "A customer of an institution given to `scan` needs --institution.")
    }
    let rulebook = try rules.load()
    let stated = try StatedFacts.remembered(in: store)
    let support = Dictionary(
      uniqueKeysWithValues: rulebook.rules.map { ($0.id, RuleSupport(of: $0, by: stated, in: rulebook)) })
    let assessor = Assessor(rulebook: rulebook, geography: try rules.geography())
    let answered = assessor.restricted { support[$0.id]?.isEvaluable == true }
    let firstDay = activity.postings.map(\.day).min() ?? BusinessDay(ordinal: 0)
    let postings = QuantityText.plural(Int64(activity.postings.count), "posting")
    let kind = activity.kind == .counterparty ? "outside party" : activity.kind.name
    console.print("\(kind): \(postings) remembered, from \(firstDay)")
    if activity.kind != .customer { console.print("what is gathered here from others is not counted below") }
    let findings = answered.assess(activity, from: firstDay) { _ in "" }
    for (indicator, days) in Dictionary(grouping: findings, by: \.indicator).sorted(by: { $0.key < $1.key }) {
      console.print(
        "\(indicator)  fired on \(QuantityText.plural(Int64(days.count), "day")), last on \(days.map(\.day).max() ?? "")"
      )
      console.print("    \(support[indicator]?.rule.title ?? "")")
    }
    for miss in NearMissFinder(assessor: assessor).nearMisses(of: activity) {
      if let rule = support[miss.indicator], !rule.isEvaluable {
        console.print("\(miss.indicator)  not evaluable: nothing states \(rule.want)")
        continue
      }
      for line in NearMissText.lines(miss, rule: support[miss.indicator]?.rule) { console.print(line) }
    }
  }
}
