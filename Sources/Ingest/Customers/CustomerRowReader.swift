import Ledger

/// One row of a customer file, its values understood.
struct CustomerRow {
  var customer = ""
  var account = ""
  var facts = CustomerFacts()
  var faults: [CustomerFault] = []
  /// What was borne with.
  var notes: [String] = []
}

/// Makes rows of a customer file of their fields.
struct CustomerRowReader {
  let columns: [CustomerField: Int]
  /// How many fields a row has.
  let width: Int
  let order: DateOrder

  /// What people write where they know nothing.
  private static let placeholders: Set<String> = [
    "n/a", "na", "none", "null", "nil", "unknown", "not available", "not provided", "-", "--", "?", ".", "x",
    "tbd", "not stated",
  ]

  private static let businessWords = [
    "business", "company", "corporation", "corporate", "organization", "organisation", "entity",
    "legal entity",
    "commercial", "non-profit", "nonprofit", "partnership", "llc", "government", "b", "c", "o",
  ]
  private static let personWords = [
    "person", "individual", "natural person", "consumer", "personal", "retail", "private", "household", "p",
    "i",
  ]
  private static let answers = [
    "yes": true, "y": true, "true": true, "t": true, "1": true, "no": false, "n": false, "false": false,
    "f": false, "0": false,
  ]

  func row(_ fields: [String], line: Int) -> CustomerRow {
    var row = CustomerRow()
    guard fields.count == width else {
      row.faults.append(
        CustomerFault(
          line: line, field: "row", why: "it has \(fields.count) fields and the header \(width)",
          mend: "quote values that hold the delimiter"))
      return row
    }
    func value(_ field: CustomerField) -> String? { text(fields, field, line, &row) }
    row.customer = value(.customer) ?? ""
    row.account = value(.account) ?? ""
    if row.customer.isEmpty, row.account.isEmpty {
      row.faults.append(
        CustomerFault(
          line: line, field: "customer_id", why: "neither a customer nor an account is named",
          mend: "state customer_id or account_id in every row"))
    }
    row.facts.name = value(.name)
    row.facts.occupation = value(.occupation)
    row.facts.employer = value(.employer)
    row.facts.phone = value(.phone)
    row.facts.address = address(
      street: value(.street), city: value(.city), state: value(.state), zip: value(.zip))
    understand(.kind, value(.kind), line, &row) { written, row in
      let word = written.lowercased()
      row.facts.isBusiness =
        Self.businessWords.contains(word) ? true : Self.personWords.contains(word) ? false : nil
      return row.facts.isBusiness != nil
    }
    understand(.minor, value(.minor), line, &row) { written, row in
      row.facts.isMinor = Self.answers[written.lowercased()]
      return row.facts.isMinor != nil
    }
    understand(.naics, value(.naics), line, &row) { written, row in
      guard (2...6).contains(written.utf8.count), written.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else {
        return false
      }
      row.facts.naics = written
      return true
    }
    understand(.email, value(.email), line, &row) { written, row in
      let parts = written.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
      row.facts.email = written.lowercased()
      return true
    }
    understand(.opened, value(.opened), line, &row) { written, row in
      row.facts.opened = day(written)
      return row.facts.opened != nil
    }
    row.facts.homeZip = home(value(.zip), branch: value(.branchZip), &row)
    return row
  }

  // MARK: Values

  /// The text of a field with single blanks; nil where nothing is stated.
  private func text(_ fields: [String], _ field: CustomerField, _ line: Int, _ row: inout CustomerRow)
    -> String?
  {
    guard let column = columns[field] else { return nil }
    let text = fields[column].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty else { return nil }
    guard text.utf8.count <= TextField.maximumBytes else {
      row.faults.append(
        CustomerFault(
          line: line, field: field.rawValue, why: "it is longer than \(TextField.maximumBytes) bytes",
          mend: "check the quotes and the delimiter"))
      return nil
    }
    guard !Self.placeholders.contains(text.lowercased()) || field == .customer || field == .account else {
      row.notes.append("\(field.rawValue) says that nothing is known")
      return nil
    }
    return text
  }

  private func understand(
    _ field: CustomerField, _ written: String?, _ line: Int, _ row: inout CustomerRow,
    _ take: (String, inout CustomerRow) -> Bool
  ) {
    guard let written, !take(written, &row) else { return }
    let (why, mend) = Self.expectation(field, order)
    row.faults.append(CustomerFault(line: line, field: field.rawValue, why: why, mend: mend))
  }

  private static func expectation(_ field: CustomerField, _ order: DateOrder) -> (why: String, mend: String) {
    switch field {
    case .kind: ("it is neither person nor business", "write person or business, or leave it empty")
    case .minor: ("it is neither yes nor no", "write yes or no, or leave it empty")
    case .naics: ("it is no NAICS code", "write two to six digits such as 561720, or leave it empty")
    case .email: ("it is no e-mail address", "write name@domain, or leave it empty")
    default:
      (
        "it is no date that can be told",
        order == .iso
          ? "write 2026-03-31, or say the order of day and month in a profile (time: {order: m/d/y})"
          : "write dates in the order of the profile, or as 2026-03-31"
      )
    }
  }

  /// The day a text begins with; a time behind it does not matter.
  private func day(_ written: String) -> BusinessDay? {
    var copy = written
    return copy.withUTF8 { bytes in
      guard let read = try? DateParser.read(FieldBytes(UnsafeRawBufferPointer(bytes)), order: order) else {
        return nil
      }
      let rest = bytes[read.length...].first
      let isTime = rest == nil || rest == UInt8(ascii: "T") || rest == UInt8(ascii: " ")
      return isTime ? BusinessDay(ordinal: read.ordinal) : nil
    }
  }

  /// Street and postal code: what tells two houses apart. Without a code the town does.
  private func address(street: String?, city: String?, state: String?, zip: String?) -> String? {
    guard let street else { return nil }
    if let zip { return "\(street), \(zip)" }
    return [street, city, state].compactMap(\.self).joined(separator: ", ")
  }

  /// Five digits of the customer's own postal code or, without it, of the home branch's.
  private func home(_ zip: String?, branch: String?, _ row: inout CustomerRow) -> UInt32? {
    if let own = zip.flatMap(Self.postalCode) { return own }
    if zip != nil { row.notes.append("zip is no code of the United States; no distance is told from it") }
    guard zip == nil, let near = branch.flatMap(Self.postalCode) else { return nil }
    row.notes.append("zip is not stated; the home branch stands for it")
    return near
  }

  /// `78520`, `78520-1234`, `785201234`; a lost leading zero is borne with.
  private static func postalCode(_ text: String) -> UInt32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, parts.count == 1 || parts[1].utf8.count == 4,
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) })
    else { return nil }
    let digits = first.utf8.count == 9 && parts.count == 1 ? first.prefix(5) : first
    guard (3...5).contains(digits.utf8.count), let number = UInt32(digits), number > 0 else { return nil }
    return number
  }
}

extension CustomerFacts {
  /// Takes over what another row of the same customer states and this does not; returns the fields in which
  /// the two differ. Of several accounts the day the first was opened counts.
  mutating func take(_ other: CustomerFacts) -> [String] {
    var differing: [String] = []
    func settle<Value: Equatable>(_ own: inout Value?, _ new: Value?, _ field: CustomerField) {
      guard let new else { return }
      if let known = own { if known != new { differing.append(field.rawValue) } } else { own = new }
    }
    if let day = other.opened { opened = opened.map { min($0, day) } ?? day }
    settle(&name, other.name, .name)
    settle(&isBusiness, other.isBusiness, .kind)
    settle(&naics, other.naics, .naics)
    settle(&occupation, other.occupation, .occupation)
    settle(&employer, other.employer, .employer)
    settle(&address, other.address, .street)
    settle(&phone, other.phone, .phone)
    settle(&email, other.email, .email)
    settle(&homeZip, other.homeZip, .zip)
    settle(&isMinor, other.isMinor, .minor)
    return differing
  }
}
