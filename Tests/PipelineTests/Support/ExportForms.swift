import Foundation
import Ingest
import Ledger

/// The rows of a `RandomExport` as other systems would write them: the same transactions in other bytes.
enum ExportForms {
  private static let names = RandomExport.header.dropLast().split(separator: ",").map(String.init)

  private static func cells(_ row: String) -> [String: String] {
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return Dictionary(uniqueKeysWithValues: zip(names, cells)).filter { !$0.value.isEmpty }
  }

  /// One JSON object a line, keys in any order, amounts as numbers without trailing zeros, codes in other letters.
  static func objects(_ rows: [String]) throws -> String {
    try rows.map { row in
      var cells = cells(row)
      let amount = cells.removeValue(forKey: "amount") ?? ""
      cells["currency"] = cells["currency"]?.lowercased()
      cells["direction"] = cells["direction"] == "credit" ? "C" : "Debit"
      cells["channel"] = cells["channel"]?.uppercased()
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      let object = String(decoding: try encoder.encode(cells), as: UTF8.self)
      return "{\"amount\": \(shortened(amount)), " + object.dropFirst() + "\n"
    }.joined()
  }

  /// `5` of `5.00`, `5.5` of `5.50`.
  private static func shortened(_ amount: String) -> String {
    var rest = amount[...]
    while rest.hasSuffix("0") { rest = rest.dropLast() }
    return String(rest.hasSuffix(".") ? rest.dropLast() : rest)
  }

  /// A European table: semicolons, quotes round everything, other names in another order, decimal commas with points in
  /// the thousands, day first, the time in a column of its own, a zone for the whole file.
  static func european(_ rows: [String]) -> (text: String, profile: Profile) {
    let kept = names.filter { !["timestamp", "amount"].contains($0) }
    var lines = [["Tag", "Uhrzeit", "Betrag"] + kept.reversed().map { "x_" + $0 }]
    for row in rows {
      let cells = cells(row)
      let stamp = Array(cells["timestamp"] ?? "")
      let date = String(stamp[8...9] + "." + stamp[5...6] + "." + stamp[0...3])
      let values = kept.reversed().map {
        $0 == "direction" ? cells[$0] == "credit" ? "H" : "S" : cells[$0] ?? ""
      }
      lines.append([date, String(stamp[11...18]), comma(cells["amount"] ?? "")] + values)
    }
    let text = lines.map { $0.map { "\"\($0)\"" }.joined(separator: ";") + "\r\n" }.joined()
    var profile = Profile()
    profile.name = "european"
    profile.dialect.delimiter = UInt8(ascii: ";")
    profile.time = TimeRule(order: .dayMonthYear, zone: "-06:00")
    profile.amount.decimalMark = UInt8(ascii: ",")
    profile.codes = [.direction: ["H": "credit", "S": "debit"]]
    profile.fields = [.date: [.column("Tag")], .time: [.column("Uhrzeit")], .amount: [.column("Betrag")]]
    for name in kept {
      if let field = CanonicalField(rawValue: name) { profile.fields[field] = [.column("x_" + name)] }
    }
    return (text, profile)
  }

  private static func comma(_ amount: String) -> String {
    let parts = amount.split(separator: ".").map(String.init)
    let whole = parts[0]
    let grouped = whole.count > 3 ? whole.dropLast(3) + "." + whole.suffix(3) : whole[...]
    return grouped + "," + (parts.count > 1 ? parts[1] : "00")
  }
}
