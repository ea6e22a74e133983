/// A proposal while it is made: the columns bound so far, and what was found and what stayed open.
struct ProposalDraft {
  let table: SampleTable
  /// Whether the source has names of columns and no record.
  let isEmpty: Bool
  var profile: Profile
  /// Column numbers, from 0, of each field.
  var bound: [CanonicalField: [Int]] = [:]
  /// Columns of amounts that only a person can name, from 0.
  var unnamedAmounts: [Int] = []
  /// Whether a field rests on what a column holds rather than on what it is called.
  var wasBoundByContent = false
  var evidence: [String] = []
  var questions: [OpenQuestion] = []

  init(table: SampleTable, isWhole: Bool, profile: Profile, evidence: [String]) {
    self.table = table
    isEmpty = isWhole && table.rows.isEmpty
    self.profile = profile
    self.evidence = evidence
  }

  /// The first column of a field.
  func column(_ field: CanonicalField) -> Int? { bound[field]?.first }

  /// The facts of the first column of a field.
  func facts(_ field: CanonicalField) -> ColumnFacts? { column(field).map(table.facts) }

  /// Columns that no field has, or only the memo.
  var free: [Int] {
    let taken = Set(bound.filter { $0.key != .memo }.values.joined())
    return table.columns.indices.filter { !taken.contains($0) }
  }

  mutating func found(_ sentence: String) { evidence.append(sentence) }

  mutating func ask(_ code: String, _ text: String) { questions.append(OpenQuestion(code: code, text: text)) }

  /// Runs every step and puts the result together.
  mutating func proposal() throws(IngestError) -> Proposal {
    bindByName()
    checkContents()
    askOfTwins()
    bindByContent()
    try requireTransactions()
    settleDates()
    settleAmounts()
    settleDirection()
    settleCurrency()
    settleAccount()
    excludeUnbooked()
    for (field, columns) in bound { profile.fields[field] = columns.map { table.columns[$0].source } }
    // A quiet night: where there is no record at all, none is read wrongly for want of an answer.
    if isEmpty { questions = [] }
    return Proposal(
      profile: profile, columns: table.hasNames ? table.columns.map(\.name) : [], evidence: evidence,
      questions: questions, confidence: confidence, needsProfile: needsProfile)
  }

  /// Questions whose answer most records wait for.
  private static let blocking: Set<String> = [
    "account", "currency", "date-order", "decimal-mark", "debit-credit", "direction",
  ]

  private var confidence: Proposal.Confidence {
    if table.rows.count < 3 || !table.hasNames { return .low }
    if questions.contains(where: { Self.blocking.contains($0.code) }) { return .low }
    return questions.isEmpty && !wasBoundByContent ? .high : .medium
  }

  /// Whether names alone, read by default, would not come to the same.
  private var needsProfile: Bool {
    var plain = profile
    plain.fields = [:]
    plain.name = ""
    plain.format = .delimited
    guard plain == Profile(), table.hasNames else { return true }
    return bound != HeaderBinding.places(of: table.columns.map(\.match))
  }
}
