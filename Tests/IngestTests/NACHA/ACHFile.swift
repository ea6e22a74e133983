/// Writes ACH files for tests, with the totals that are due.
struct ACHFile {
  private(set) var lines: [String] = []
  private var records = 0
  private var hash = 0
  private var sums = (debit: 0, credit: 0)
  private var file = (batches: 0, records: 0, hash: 0, debit: 0, credit: 0)
  private var batch = (service: "200", company: "", odfi: "", number: 0)

  init(created: String = "261120") {
    lines.append(
      "101 " + "231380104" + "121042882 " + created + "0930" + "A094101" + Self.left("FED", 23)
        + Self.left("BANK", 23) + Self.left("", 8))
  }

  static func left(_ text: String, _ width: Int) -> String {
    String(text.prefix(width)) + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ number: Int, _ width: Int) -> String {
    let digits = String(String(number).suffix(width))
    return String(repeating: "0", count: width - digits.count) + digits
  }

  /// A batch of a company with this entry class.
  mutating func batch(
    _ entryClass: String = "PPD", company: String = "ACME CORP", id: String = "1123456789",
    _ description: String = "PAYMENT", effective: String = "261121", odfi: String = "12104288",
    service: String = "200"
  ) {
    batch = (service, id, odfi, batch.number + 1)
    lines.append(
      "5" + service + Self.left(company, 16) + Self.left("", 20) + Self.left(id, 10) + entryClass
        + Self.left(description, 10) + "      " + Self.left(effective, 6) + "   1" + odfi
        + Self.right(batch.number, 7))
  }

  /// An entry; `middle` replaces columns 40-76, which begin with identification and name.
  mutating func entry(
    _ code: String, account: String = "744-5678-99", _ cents: Int, id: String = "", name: String = "JANE DOE",
    middle: String? = nil, addenda: Bool = false, trace: String = "121042880000001",
    routing: String = "231380104"
  ) {
    raw(
      "6" + code + routing + Self.left(account, 17) + Self.right(cents, 10)
        + Self.left(middle ?? (Self.left(id, 15) + Self.left(name, 22)), 37) + "  " + (addenda ? "1" : "0")
        + trace)
  }

  /// An entry or addenda record as it is given.
  mutating func raw(_ line: String) {
    lines.append(line)
    records += 1
    guard line.hasPrefix("6") else { return }
    let columns = Array(line)
    hash = (hash + (Int(String(columns[3..<11])) ?? 0)) % 10_000_000_000
    let cents = Int(String(columns[29..<39])) ?? 0
    if "12340".contains(columns[2]) { sums.credit += cents } else { sums.debit += cents }
  }

  /// An addenda record of text (05).
  mutating func text(_ text: String, _ number: Int = 1) {
    raw("705" + Self.left(text, 80) + Self.right(number, 4) + "0000001")
  }

  /// An addenda record of return, with what follows the original trace from column 22.
  mutating func returned(_ reason: String, original: String, rdfi: String = "23138010", info: String = "") {
    raw("799" + reason + original + "      " + rdfi + Self.left(info, 44) + "231380100000001")
  }

  mutating func endBatch(records stated: Int? = nil) {
    lines.append(
      "8" + batch.service + Self.right(stated ?? records, 6) + Self.right(hash, 10)
        + Self.right(sums.debit, 12)
        + Self.right(sums.credit, 12) + Self.left(batch.company, 10) + Self.left("", 25) + batch.odfi
        + Self.right(batch.number, 7))
    file = (
      file.batches + 1, file.records + records, (file.hash + hash) % 10_000_000_000, file.debit + sums.debit,
      file.credit + sums.credit
    )
    (records, hash, sums) = (0, 0, (0, 0))
  }

  mutating func end(fillers: Bool = true) {
    lines.append(
      "9" + Self.right(file.batches, 6) + Self.right((lines.count + 10) / 10, 6) + Self.right(file.records, 8)
        + Self.right(file.hash, 10) + Self.right(file.debit, 12) + Self.right(file.credit, 12)
        + Self.left("", 39))
    while fillers, lines.count % 10 != 0 { lines.append(String(repeating: "9", count: 94)) }
  }

  /// The whole, with batch and file ended.
  func whole(_ separator: String = "\n") -> String {
    var copy = self
    copy.endBatch()
    copy.end()
    return copy.lines.joined(separator: separator) + separator
  }
}
