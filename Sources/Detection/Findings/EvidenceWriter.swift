import Ledger
import Rulebook

/// Turns postings of one subject into evidence: readable without the history they came from.
///
/// Each posting is written out once, whatever number of findings rests on it.
final class EvidenceWriter {
  private let activity: Activity
  private let fileName: (UInt32) -> String
  /// By position, the rows without facts of the customer file.
  private var plain: [EvidenceRow?]
  /// The rows of rules that count or gather by the customer file, by its fields.
  private var withFacts: [[GroupField]: [Int: EvidenceRow]] = [:]
  /// Which sets each posting belongs to while a finding is written.
  let tags: EvidenceTags

  init(activity: Activity, fileName: @escaping (UInt32) -> String) {
    self.activity = activity
    self.fileName = fileName
    plain = Array(repeating: nil, count: activity.postings.count)
    tags = EvidenceTags(count: activity.postings.count)
  }

  /// The evidence row of the posting at `position`, with these facts of the customer file.
  func row(_ position: Int, customerFields: [GroupField]) -> EvidenceRow {
    guard !customerFields.isEmpty else { return row(position) }
    if let known = withFacts[customerFields]?[position] { return known }
    var content = row(position).content
    for field in customerFields {
      content.fields["customer_\(field.rawValue)"] = LinkField(rawValue: field.rawValue)?.value(
        in: activity.facts)
    }
    let row = EvidenceRow(content)
    withFacts[customerFields, default: [:]][position] = row
    return row
  }

  private func row(_ position: Int) -> EvidenceRow {
    if let known = plain[position] { return known }
    let posting = activity.postings[position]
    let row = EvidenceRow(
      EvidenceRow.Content(
        identity: hexadecimal(posting.identity), instant: posting.instant.milliseconds,
        zoneMinutes: Int(posting.zoneMinutes), timeKnown: posting.flags.contains(.timeKnown),
        minorUnits: posting.amount, currency: posting.currency.description, direction: posting.direction.name,
        channel: Names.channels[Int(posting.channel.rawValue)],
        purpose: Names.purposes[Int(posting.purpose.rawValue)], fields: fields(position, posting),
        file: fileName(posting.file), line: Int(posting.line)))
    plain[position] = row
    return row
  }

  private func fields(_ position: Int, _ posting: Posting) -> [String: String] {
    var fields: [String: String] = [:]
    fields.reserveCapacity(Self.commonFields)
    var mask = posting.textMask
    while mask != 0 {
      let number = mask.trailingZeroBitCount
      mask &= mask - 1
      if let field = TextField(rawValue: UInt8(number)), let text = activity.text(field, at: position) {
        fields[Names.texts[number]] = text
      }
    }
    for (name, letters) in [
      ("branch_state", posting.state), ("counterparty_state", posting.counterpartyState),
      ("counterparty_country", posting.counterpartyCountry),
    ] where letters != .none {
      fields[name] = letters.description
    }
    if posting.zip != 0 { fields["branch_zip"] = padded(posting.zip) }
    // A distance is measured from the home that the record states, else from that of the customer file.
    let homeZip = posting.homeZip != 0 || posting.zip == 0 ? posting.homeZip : activity.facts?.homeZip ?? 0
    if homeZip != 0 { fields["home_zip"] = padded(homeZip) }
    if posting.county != 0 { fields["branch_county"] = padded(posting.county) }
    if posting.merchantCategory != 0 { fields["mcc"] = padded(UInt32(posting.merchantCategory), digits: 4) }
    if posting.flags.contains(.balanceKnown) {
      let currency = Currency(letters: posting.currency)
      fields["balance"] = Money(minorUnits: posting.balance, currency: currency).decimal
    }
    return fields
  }

  /// Few postings state more fields.
  private static let commonFields = 16

  /// Names that every row has some of: making one from its case costs more than the rest of the row.
  private enum Names {
    static let channels = table(Channel.allCases.map { (Int($0.rawValue), $0.name) })
    static let purposes = table(Purpose.allCases.map { (Int($0.rawValue), $0.name) })
    static let texts = table(TextField.allCases.map { (Int($0.rawValue), $0.canonicalName) })

    private static func table(_ names: [(number: Int, name: String)]) -> [String] {
      var table = [String](repeating: "", count: (names.map(\.number).max() ?? 0) + 1)
      for (number, name) in names { table[number] = name }
      return table
    }
  }

  private func padded(_ number: UInt32, digits: Int = 5) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
