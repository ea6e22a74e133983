import Foundation
import Rulebook

extension FuzzTarget {
  /// Inputs in order, to begin with: small, and of every construct the decoder knows.
  public var seeds: [[UInt8]] {
    switch self {
    case .delimited: Self.delimitedSeeds
    case .ndjson: Self.texts(Self.objects)
    case .iso20022: Self.texts(ISO20022Seeds.texts)
    case .sniffed: Self.texts(Self.tables + Self.objects)
    case .gzip: Self.gzipSeeds
    case .zstd: Self.zstdSeeds
    case .customers: Self.texts(Self.customerFiles)
    case .profile: Self.texts(Self.profiles)
    case .rulebook: Self.texts(Self.rules)
    case .values: Self.valueSeeds
    }
  }

  /// Words and bytes that a random flip would not find in years.
  public var tokens: [[UInt8]] {
    switch self {
    case .delimited, .sniffed, .ndjson, .customers: Self.recordTokens
    case .iso20022: Self.texts(ISO20022Seeds.tokens)
    case .gzip, .zstd:
      [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x1F, 0x8B, 0x08], [0x28, 0xB5, 0x2F, 0xFD]]
    case .profile, .rulebook: Self.texts(Self.yamlTokens)
    case .values: Self.recordTokens
    }
  }

  private static func texts(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  private static let tables = [
    "account_id,amount,timestamp,currency,memo\nA1,1.00,2026-03-07,USD,x\nA2,-2.50,2026-03-08,USD,\"y, \"\"z\"\"\n",
    "Date;Account;Debit;Credit;Memo\r\n07.03.2026;A1;1.058,09;;rent\r\n08.03.2026;A2;;4,00;\"a\nb\"\r\n",
    "txn_id\tdate\ttime\tamount\tcurrency\tdirection\taccount_id\n1\t03/17/2026\t11:41 PM\t$5.00\tUSD\tD\tA1\n",
    "Statement\n\nPosted|Amount|Account Number|Type\n2026-03-07|12.00|77|CR\n2026-03-08|(3.00)|77|DR\nT|2|9.00\n",
  ]

  private static let objects = [
    #"{"id":"a","timestamp":"2026-03-07T23:41:09-06:00","money":[{"value":12.50,"unit":"USD"}],"account_id":"1"}"#
      + "\n{\"account_id\":\"\\u00e9\\ud83d\\ude00\",\"timestamp\":\"2026-03-07\",\"memo\":\"a\\nb\"}\n",
    #"{"txn_id":1,"account_id":2,"amount":-1.25e1,"timestamp":"2026-03-07","currency":"USD","note":{"text":null}}"#
      + "\r\n\r\n[1]\n{}\n",
  ]

  private static var delimitedSeeds: [[UInt8]] {
    let choices: [[UInt8]] = [
      [0, 0, 0, 0], [0x05, 2, 0, 9], [0x42, 0x12, 0x18, 0x80], [0x33, 0x45, 4, 0x85],
    ]
    return tables.enumerated().map { choices[$0.offset] + Array($0.element.utf8) }
  }

  private static let customerFiles = [
    "customer_id,account_id,name,kind,occupation,naics,street,city,state,zip,phone,email,employer,opened,"
      + "branch_zip,minor\nC1,A1,Ana Ruiz,person,cook,722511,1 Elm St,Laredo,TX,78040,956-555-0101,a@b.com,Diner,"
      + "2019-04-01,78040,no\nC1,A2,,,,,,,,,,,,,,\n",
    "Client Number;Account No;Holder;Open Date;Youth Account\n7;8;\"Li; Wei\";2020-02-29;y\n9;;n/a;;\n",
  ]

  private static var profiles: [String] {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Profiles/amlsim.yaml")
    return [(try? String(contentsOf: fixture, encoding: .utf8)) ?? ""] + writtenProfiles
  }

  private static let writtenProfiles = [
    """
    profile: all
    dialect: {delimiter: semicolon, quote: none, encoding: windows-1252, preamble_lines: 2, short_rows: true}
    fields: {account_id: Konto, amount: [Betrag, Alt], timestamp: Tag, currency: {constant: EUR}}
    codes: {channel: {X: wire, '*': other}, direction: {H: credit}}
    time: {order: d/m/y, zone: Europe/Berlin}
    amount: {decimal: comma, sign: negative-is-debit, rounding: yes}
    exclude: [{column: Status, values: [pending, '']}]
    """,
    "format: ndjson\nfields:\n  account_id: own.iban\n  amount: \"money[0].value\"\n  timestamp: at\n",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "profile: c\ntime: {order: m/d/y}\nfields: {customer_id: CIF, account_id: Acct}\n",
  ]

  /// Some of the shipped rules, long and short, and what no shipped rule says.
  private static var rules: [String] {
    let folder = Rulebook.shippedDirectory
    let paths = (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    let shipped = stride(from: 0, to: paths.count, by: 16).compactMap {
      try? String(contentsOfFile: folder + "/" + paths[$0], encoding: .utf8)
    }
    return shipped + [
      """
      indicator: F-1
      title: T
      about: customer
      typologies: [fuzz]
      family: f
      strength: normal
      sources: [none]
      parameters: {window: {default: 7 days}}
      sets:
        money: cash and credit and (amount between 8000 USD and 9999.99 USD or not wire)
      when:
        - count of money in window >= 3
      evidence: money
      innocent: [none]
      """
    ]
  }

  private static let yamlTokens = [
    "[", "]", "{", "}", "&a ", "*a", "!!str ", "? ", ": ", "- ", "\n  ", "\t", "|\n", ">-\n", "'", "\"", "#",
    "---\n",
    "<<: ", "\u{FEFF}", "((((((((", " and ", " or ", "not ", " of ", " in ", "count of ",
    "99999999999999999999",
    "-1", "0", "1 days", " USD", ">= ", "%", "delimiter: ", "position: ", "constant: ", "path: ",
    "a[9999999999].b",
    "examples", "fires:\n", "silent:\n",
  ]

  private static let recordTokens: [[UInt8]] =
    texts([
      "\"", "\"\"", "\",\"", "\r", "\n", "\r\n", ",", ";", "\t", "|", "'", "\u{FEFF}", "\u{2028}", "\u{202E}",
      "=1+1",
      "NaN", "Infinity", "1e5", "0x10", "--5", "1,234,56", "٣٤", "9223372036854775808", "10000000000000.00",
      "-0.00",
      "2026-02-29", "2026-03-07T24:00:00Z", "2026-06-30T23:59:60Z", "2026-03-08 02:30:00", "0001-01-01",
      "9999-12-31",
      "America/Chicago", "+14:00", "99/99/99", "{", "}", "[", "]", "\\u", "\\ud800", "\\u0000", ":", "null",
      "true",
      "1E-9999", "T,1,2", "[[[[[[[[[[[[[[[[", "account_id", "amount",
    ]) + [[0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x1F, 0x8B, 0x08]]

  private static var valueSeeds: [[UInt8]] {
    let records = [
      [
        "2026-03-07T23:41:09-06:00", "12.50", "USD", "credit", "cash", "", "", "1.00", "78040", "48479", "TX",
        "MX",
      ],
      [
        "27 Feb 2018 09:00 America/Chicago", "- $1,220.00", "", "D", "wire", "CST", "", "(3)", "785201234",
        "", "", "",
      ],
      [
        "07-MAR-2026", "1.234.567,8 EUR", "", "C", "ach", "+02:00", "11:41 PM", "", "501", "", "texas",
        "mexico",
      ],
      ["1772948469", "000149.87-", "JPY", "", "atm", "UTC", "234109", "", "", "", "", ""],
    ]
    return records.enumerated().map { number, fields in
      [UInt8(number * 0x15), UInt8(number * 0x30)] + Array(fields.joined(separator: "\n").utf8)
    }
  }
}
