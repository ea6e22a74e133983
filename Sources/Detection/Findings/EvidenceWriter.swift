import Ledger

/// Turns postings into evidence: readable without the history they came from.
struct EvidenceWriter {
  let activity: Activity
  let fileName: (UInt32) -> String

  /// The evidence row of the posting at `position`, which belongs to `sets`.
  func row(_ position: Int, sets: [String]) -> EvidenceTransaction {
    let posting = activity.postings[position]
    return EvidenceTransaction(
      identity: hexadecimal(posting.identity), instant: posting.instant.milliseconds,
      zoneMinutes: Int(posting.zoneMinutes), timeKnown: posting.flags.contains(.timeKnown),
      minorUnits: posting.amount, currency: posting.currency.description, direction: posting.direction.name,
      channel: posting.channel.name, purpose: posting.purpose.name, fields: fields(position, posting),
      file: fileName(posting.file), line: Int(posting.line), sets: sets)
  }

  private func fields(_ position: Int, _ posting: Posting) -> [String: String] {
    var fields: [String: String] = [:]
    for field in TextField.allCases {
      if let text = activity.text(field, at: position) { fields[field.canonicalName] = text }
    }
    for (name, letters) in [
      ("branch_state", posting.state), ("counterparty_state", posting.counterpartyState),
      ("counterparty_country", posting.counterpartyCountry),
    ] where letters != .none {
      fields[name] = letters.description
    }
    if posting.zip != 0 { fields["branch_zip"] = padded(posting.zip) }
    if posting.homeZip != 0 { fields["home_zip"] = padded(posting.homeZip) }
    if posting.county != 0 { fields["branch_county"] = padded(posting.county) }
    if posting.merchantCategory != 0 { fields["mcc"] = padded(UInt32(posting.merchantCategory), digits: 4) }
    if posting.flags.contains(.balanceKnown) {
      let currency = Currency(letters: posting.currency)
      fields["balance"] = Money(minorUnits: posting.balance, currency: currency).decimal
    }
    return fields
  }

  private func padded(_ number: UInt32, digits: Int = 5) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
