/// A posting as it is kept with a flag: readable without the history it came from.
///
/// What its source stated is held once, however many findings of the subject rest on it: a window of ninety days
/// gives a finding a day, and each rests on nearly the same postings as the one before.
public struct EvidenceTransaction: Sendable {
  /// What is the same in every finding that rests on the posting.
  private(set) var row: EvidenceRow
  /// The sets of the indicator's rule the posting belongs to.
  public var sets: [String]

  init(_ row: EvidenceRow, sets: [String]) {
    self.row = row
    self.sets = sets
  }

  public init(
    identity: String, instant: Int64, zoneMinutes: Int, timeKnown: Bool, minorUnits: Int64,
    currency: String, direction: String, channel: String, purpose: String, fields: [String: String],
    file: String, line: Int, sets: [String]
  ) {
    row = EvidenceRow(
      EvidenceRow.Content(
        identity: identity, instant: instant, zoneMinutes: zoneMinutes, timeKnown: timeKnown,
        minorUnits: minorUnits, currency: currency, direction: direction, channel: channel, purpose: purpose,
        fields: fields, file: file, line: line))
    self.sets = sets
  }

  /// `PostingIdentity`, sixteen hexadecimal digits.
  public var identity: String {
    get { row.content.identity }
    set { change { $0.identity = newValue } }
  }
  /// Milliseconds UTC.
  public var instant: Int64 {
    get { row.content.instant }
    set { change { $0.instant = newValue } }
  }
  public var zoneMinutes: Int { row.content.zoneMinutes }
  /// Whether the source stated a time of day.
  public var timeKnown: Bool { row.content.timeKnown }
  public var minorUnits: Int64 {
    get { row.content.minorUnits }
    set { change { $0.minorUnits = newValue } }
  }
  public var currency: String { row.content.currency }
  /// `credit` or `debit`, seen from the customer.
  public var direction: String { row.content.direction }
  public var channel: String { row.content.channel }
  public var purpose: String { row.content.purpose }
  /// `branch_state`, `counterparty_name`, `memo` …: every stated field under its canonical name.
  public var fields: [String: String] {
    get { row.content.fields }
    set { change { $0.fields = newValue } }
  }
  /// Name of the source file.
  public var file: String {
    get { row.content.file }
    set { change { $0.file = newValue } }
  }
  /// The line of the record in its source file.
  public var line: Int {
    get { row.content.line }
    set { change { $0.line = newValue } }
  }

  /// Whether it stands for what was found about a gathered subject and is no transaction of its own: no line
  /// of any file states it. It is counted in no total of money or payments.
  public var isGathered: Bool { line == 0 }

  /// The other side, as the source names it: its account, or lacking one its name.
  public var counterpartyIdentifier: String? {
    fields["counterparty_account"] ?? fields["counterparty_name"]
  }

  /// Other findings that rest on the posting keep what they have.
  private mutating func change(_ body: (inout EvidenceRow.Content) -> Void) {
    var content = row.content
    body(&content)
    row = EvidenceRow(content)
  }
}

extension EvidenceTransaction: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.sets == right.sets && (left.row === right.row || left.row.content == right.row.content)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(row.content.identity)
    hasher.combine(sets)
  }
}

extension EvidenceTransaction: Codable {
  private enum CodingKeys: CodingKey {
    case sets
  }

  public init(from decoder: any Decoder) throws {
    row = EvidenceRow(try EvidenceRow.Content(from: decoder))
    sets = try decoder.container(keyedBy: CodingKeys.self).decode([String].self, forKey: .sets)
  }

  public func encode(to encoder: any Encoder) throws {
    try row.content.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sets, forKey: .sets)
  }
}
