import Ledger

/// The table of one example.
///
/// The header names columns (`ExampleColumn`). `day` counts from Monday 2026-03-02 (day 1), and `2..9` stands
/// for one posting on each of these days; `repeat` for so many postings a day. In any cell of such a line
/// `#` becomes the number of the posting, and `#%5` counts 1 to 5 over and over. `-` is not stated. Words in
/// names and memos are joined by underscores, or the cell stands in double quotes.
///
/// A line with an indicator's ID in `gathered` is no payment but a finding about another subject, gathered at
/// this one: flag `.gathered`; the ID in the text `.reference`; that subject's identifier and name in
/// `.customer` and `.customerName`; amount and time of the finding.
struct ExampleTable {
  private struct Row {
    var posting: Posting
    var texts: [TextField: String]
    var facts = CustomerFacts()
  }

  private let table: Fragment
  private let about: SubjectKind
  private let link: LinkField?
  private let currency: Currency
  private let columns: [ExampleColumn]
  private let lines: [[ExampleCell]]

  /// An example is a story people read; longer ones belong in a test of their own.
  static let maximumPostings = 2000
  /// No account was opened more than so many days before its story begins.
  static let longestAge = 40_000

  init(_ table: Fragment, about: SubjectKind, link: LinkField?, currency: Currency) throws(RulebookError) {
    self.table = table
    self.about = about
    self.link = link
    self.currency = currency
    let lines = try ExampleCell.lines(of: table)
    guard let header = lines.first else { throw table.error(.badExample, at: 0, "the table is empty") }
    var columns: [ExampleColumn] = []
    for cell in header {
      guard let column = ExampleColumn(rawValue: cell.text) else {
        if lines.count == 1, columns.contains(.day), ExampleCell.isFolded(table) {
          throw table.error(
            .badExample, at: 0, "the lines of the story run together",
            hint: "write `|` behind its name, and the table below that")
        }
        let names = ExampleColumn.allCases.map(\.rawValue)
        throw table.error(
          .badExample, at: cell.start, "unknown column `\(cell.text)`",
          hint: Vocabulary.hint(
            for: cell.text, among: names, otherwise: "columns are " + names.joined(separator: ", ")))
      }
      guard !columns.contains(column) else {
        throw table.error(.badExample, at: cell.start, "the column `\(cell.text)` stands here twice")
      }
      if column.isOfCustomer, about != .customer, column.rawValue != link?.rawValue {
        throw table.error(
          .badExample, at: cell.start, "of a \(about.name) no customer file says `\(cell.text)`",
          hint: "only a customer's example has the column")
      }
      columns.append(column)
    }
    for column in [ExampleColumn.day, .amount] where !columns.contains(column) {
      throw table.error(.badExample, at: 0, "the table needs the column `\(column.rawValue)`")
    }
    if !columns.contains(.direction), !columns.contains(.gathered) {
      throw table.error(
        .badExample, at: 0, "the table needs the column `direction`", hint: "`credit` or `debit`")
    }
    self.columns = columns
    self.lines = Array(lines.dropFirst())
  }

  /// The postings in order, with distinct identities.
  func activity() throws(RulebookError) -> Activity {
    var rows: [Row] = []
    for line in lines {
      guard line.count == columns.count else {
        throw table.error(
          .badExample, at: line.first?.start ?? 0, "\(line.count) cells under \(columns.count) columns",
          hint: line.count < columns.count
            ? "write `-` for what is not stated"
            : "words of one cell are joined with `_`, or stand in double quotes")
      }
      try append(line, to: &rows)
    }
    guard !rows.isEmpty else { throw table.error(.badExample, at: 0, "the table has no posting") }
    rows.sort { Posting.comesBefore($0.posting, $1.posting) }
    let facts = try facts(of: rows)
    var activity = Activity(kind: about, subject: try subject(of: rows, facts), facts: facts)
    for row in rows { activity.append(row.posting, texts: row.texts) }
    return activity
  }

  /// The subject of an example: of a link, the one value its postings share.
  private func subject(of rows: [Row], _ facts: CustomerFacts?) throws(RulebookError) -> SubjectKey {
    guard let link else { return SubjectKey(kind: about, institution: 0, identifier: "example") }
    let values = Set(
      rows.compactMap { row in shownField(of: row, link).flatMap { row.texts[$0] } ?? link.value(in: facts) })
    guard let value = values.first, values.count == 1 else {
      throw table.error(
        .badExample, at: 0, "the postings of a link share one \(link.rawValue); here are \(values.count)",
        hint: "leave the column out, or write the same in every line")
    }
    return link.key(of: value)
  }

  /// The text that names the link: of a gathered finding, the other side.
  private func shownField(of row: Row, _ link: LinkField) -> TextField? {
    row.posting.flags.contains(.gathered) ? .counterpartyAccount : link.textField
  }

  /// What the customer file says, over all lines; nil where no line says anything.
  private func facts(of rows: [Row]) throws(RulebookError) -> CustomerFacts? {
    func one<Value: Hashable>(_ path: KeyPath<CustomerFacts, Value?>, _ column: ExampleColumn)
      throws(RulebookError) -> Value?
    {
      let values = Set(rows.compactMap { $0.facts[keyPath: path] })
      guard values.count <= 1 else {
        throw table.error(
          .badExample, at: 0, "a customer has one `\(column.rawValue)`; here are \(values.count)",
          hint: "write the same in every line, or `-` for what another line says")
      }
      return values.first
    }
    var facts = CustomerFacts()
    facts.opened = try one(\.opened, .opened)
    facts.naics = try one(\.naics, .trade)
    facts.occupation = try one(\.occupation, .occupation)
    facts.address = try one(\.address, .address)
    facts.email = try one(\.email, .email)
    facts.isBusiness = try one(\.isBusiness, .business)
    facts.isMinor = try one(\.isMinor, .minor)
    // Records may name several employers; then none of them is the customer's own.
    let employers = Set(rows.compactMap(\.facts.employer))
    if employers.count == 1, about == .customer { facts.employer = employers.first }
    if link == .address, facts.address == nil { facts.address = "shared" }
    if link == .email, facts.email == nil { facts.email = "shared" }
    return facts == CustomerFacts() ? nil : facts
  }

  private func append(_ line: [ExampleCell], to rows: inout [Row]) throws(RulebookError) {
    let days = try number(.day, in: line, range: true) ?? 1...1
    let times = try number(.repeat, in: line, range: false)?.lowerBound ?? 1
    guard rows.count + days.count * times <= Self.maximumPostings else {
      throw table.error(
        .badExample, at: line[0].start, "an example of more than \(Self.maximumPostings) postings",
        hint: "examples are small stories")
    }
    var count = 0
    for day in days {
      for _ in 0..<times {
        count += 1
        var row = Row(posting: Posting(), texts: [:])
        row.posting.currency = currency.letters
        row.posting.instant = Instant(
          day: Example.firstDay.advanced(by: day - 1), secondOfDay: 0, zoneMinutes: 0)
        for (column, cell) in zip(columns, line) where cell.text != "-" {
          let text = Self.numbered(cell.text, count)
          let problem =
            column.fill(&row.posting, &row.texts, text) ?? column.fill(&row.facts, text)
          if let problem {
            throw table.error(.badExample, at: cell.start, "`\(text)` is no \(problem)")
          }
        }
        complete(&row, number: rows.count + 1)
        rows.append(row)
      }
    }
  }

  /// Fills what a decoder would have filled: hashes and identity.
  private func complete(_ row: inout Row, number: Int) {
    if about == .counterparty, row.texts[.counterpartyAccount] == nil, row.texts[.counterpartyName] == nil {
      row.texts[.counterpartyAccount] = "hub"
    }
    if let link, let field = shownField(of: row, link), row.texts[field] == nil {
      row.texts[field] = "shared"
    }
    let account = row.texts[.account] ?? row.texts[.customer] ?? "account"
    row.texts[.account] = account
    row.texts[.identifier] = "example-\(number)"
    row.posting.account = StableHash.hash(account)
    row.posting.counterparty =
      (row.texts[.counterpartyAccount] ?? row.texts[.counterpartyName]).map { StableHash.hash($0) } ?? 0
    row.posting.identity = StableHash.hash("example-\(number)", seed: row.posting.account)
    row.posting.line = UInt32(number)
  }

  private func number(_ column: ExampleColumn, in line: [ExampleCell], range: Bool) throws(RulebookError)
    -> ClosedRange<Int>?
  {
    guard let index = columns.firstIndex(of: column) else { return nil }
    let cell = line[index]
    let parts = cell.text.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
    if let low = parts.first ?? nil, let high = parts.last ?? nil, low >= 1, low <= high, high <= 400,
      parts.count == 1 || range && parts.count == 2 && cell.text.contains("..")
    {
      return low...high
    }
    throw table.error(
      .badExample, at: cell.start, "`\(cell.text)` is no \(column.rawValue)",
      hint: range ? "days count from 1; `2..9` is one posting a day" : "a count of postings a day")
  }

  /// `#` is the number of the posting within its line, `#%5` that number counted 1 to 5 over and over.
  private static func numbered(_ text: String, _ count: Int) -> String {
    guard let sign = text.firstIndex(of: "#") else { return text }
    let rest = text[text.index(after: sign)...]
    if rest.first == "%" {
      let digits = rest.dropFirst().prefix { $0.isNumber }
      if let modulus = Int(digits), modulus > 0 {
        return text[..<sign] + "\((count - 1) % modulus + 1)" + rest.dropFirst(digits.count + 1)
      }
    }
    return text[..<sign] + "\(count)" + rest
  }
}
