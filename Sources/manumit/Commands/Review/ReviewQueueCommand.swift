import ArgumentParser
import Detection
import Reporting
import Review

/// `manumit review queue`.
struct ReviewQueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List open flags, what to look at next first.",
    discussion: """
      Possible victims are people to protect and are marked as such. Flags that were put off with `snooze` are left out \
      until their day has come. With --json: page, page_size, total, is_total_partial and entries, each with id, \
      score, status, role, role_code, is_possible_victim_elsewhere, typology, subject_key, subject_kind, who, subject_identifier, active_from, \
      active_to, amounts, transaction_count, indicators, mitigations, related_count, first_flagged_at, changed_at, \
      age_days, is_mine and, where there is one, assignee, snoozed_until, pending_decision and unit; with --budget: \
      entries, left_out and, where that cut the queue, cut.

        manumit review queue --mine
        manumit review queue --typology labor-trafficking --minimum-score 40
        manumit review queue --budget 20
      """)

  @Option(help: "Beginnings of words of a name or identifier, or of a flag's id.")
  var find: String?

  @Option(help: ArgumentHelp("Such as human-smuggling.", valueName: "id"))
  var typology: String?

  @Option(help: ArgumentHelp("possible_victim, controller, facilitator, front, buyer or unknown."))
  var role: String?

  @Option(help: "A status, also of a closed flag: cleared, reported, withdrawn. Default: every open one.")
  var status: String?

  @Option(help: ArgumentHelp("A red flag that must have fired.", valueName: "id"))
  var indicator: String?

  @ArgumentParser.Flag(help: "Only those assigned to you.")
  var mine = false

  @ArgumentParser.Flag(help: "Only those assigned to nobody.")
  var unassigned = false

  @Option(help: "Only those assigned to this person.")
  var assignee: String?

  @Option(help: "Only those of this unit.")
  var unit: String?

  @ArgumentParser.Flag(help: "Only those with a decision that waits for a second person.")
  var pending = false

  @ArgumentParser.Flag(help: "Those that were put off too.")
  var snoozed = false

  @Option(help: ArgumentHelp("Only those with so many points or more.", valueName: "points"))
  var minimumScore: Int?

  @Option(help: "What comes first.")
  var order = QueueFilter.Order.reading

  @Option(help: "Which page, from 1.")
  var page = 1

  @Option(help: ArgumentHelp("Flags on a page.", valueName: "count"))
  var pageSize = 20

  @Option(
    help: ArgumentHelp(
      "The first so many flags, the best of every subject first, and how many that leaves.",
      valueName: "count"))
  var budget: Int?

  @OptionGroup var review: ReviewOptions

  func validate() throws {
    if [mine, unassigned, assignee != nil].filter({ $0 }).count > 1 {
      throw ValidationError("Give one of --mine, --unassigned and --assignee.")
    }
    guard page > 0 else { throw ValidationError("--page counts from 1.") }
    for (name, count) in [("--page-size", pageSize), ("--budget", budget ?? 1)] {
      guard (1...QueueFilter.longestPage).contains(count) else {
        throw ValidationError("\(name) is from 1 to \(QueueFilter.longestPage).")
      }
    }
  }

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      if let budget {
        let chosen = try connection.queue(budget: budget, filter)
        if review.json { return try review.printJSON(chosen) }
        printTable(chosen.entries)
        if chosen.leftOut > 0, let cut = chosen.cut {
          review.console.note(
            "cut at score \(cut); \(QuantityText.plural(Int64(chosen.leftOut), "flag")) left out")
        }
      } else {
        let page = try connection.queue(filter)
        if review.json { return try review.printJSON(page) }
        printTable(page.entries)
        review.console.note(Self.footing(page))
      }
    }
  }

  private var filter: QueueFilter {
    var filter = QueueFilter()
    filter.text = find
    filter.typology = typology
    filter.role = role
    filter.status = status
    filter.indicator = indicator
    filter.assignee = mine ? .me : unassigned ? .nobody : assignee.map { .person($0) }
    filter.unit = unit
    filter.isPending = pending
    filter.includesSnoozed = snoozed
    filter.minimumScore = minimumScore
    filter.order = order
    filter.page = page
    filter.pageSize = pageSize
    return filter
  }

  private static func footing(_ page: QueuePage) -> String {
    let total = (page.isTotalPartial ? "more than " : "") + QuantityText.plural(Int64(page.total), "flag")
    guard let last = page.entries.indices.last else {
      return page.total == 0 ? "no flags" : "\(total), none on this page"
    }
    let first = (page.page - 1) * page.pageSize + 1
    return "\(first) to \(first + last) of \(total)"
      + (page.hasNext ? "; --page \(page.page + 1) for more" : "")
  }

  private func printTable(_ entries: [QueueEntry]) {
    guard !entries.isEmpty else { return }
    let window = TerminalWindow()
    for line in QueueTable.lines(entries, width: window.width, inColor: window.inColor) {
      review.console.print(line)
    }
  }
}
