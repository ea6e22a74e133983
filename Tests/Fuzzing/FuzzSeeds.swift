import Foundation
import Rulebook

extension FuzzTarget {
  /// Inputs in order, to begin with: small, and of every construct the decoder knows.
  public var seeds: [[UInt8]] {
    switch self {
    case .delimited: Self.delimitedSeeds
    case .ndjson: Self.texts(Self.objects)
    case .swift: Self.texts(Self.messages)
    case .bai2: Self.texts(Self.reports)
    case .nacha: Self.texts(ClearingSeeds.files)
    case .fedwire: Self.texts(ClearingSeeds.messages)
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
    case .swift, .bai2: Self.texts(Self.reportTokens)
    case .nacha: Self.texts(ClearingSeeds.fileTokens)
    case .fedwire: Self.texts(ClearingSeeds.messageTokens)
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

  /// Transfers, requests, statements in blocks and bare, and field 86 in its dialects.
  private static let messages = [
    "{1:F21ALPHUS33AXXX0000000001}{4:{177:2603071200}{451:0}}{1:F01ALPHUS33AXXX0000000001}{2:I103BETAGB2LXXXXN}"
      + "{3:{121:9f1c2b7a-0d3e-4c55-8a61-2e7f90b1c3d4}}{4:\r\n:20:R\r\n:23B:CRED\r\n:32A:260307USD1234,5\r\n:50F:/4001\r\n"
      + "1/ANA\r\n2/ELM ST\r\n3/US/LAREDO, TX 78040\r\n:57D://FW021000089\r\nBANK\r\n:59:/7002\r\nLI WEI\r\n:70:/ROC/X///RENT"
      + "\r\n:72:/RETN/99\r\n//MORE\r\n-}{5:{CHK:1}}$",
    "{1:F01ALPHUS33AXXX0000000001}{2:O1011200260307BETAGB2LXXXX00000000002603071200N}{4:\n:20:B\n:28D:1/1\n:50H:/1\nX\n"
      + ":30:260307\n:21:A\n:32B:USD5,\n:59:/2\nY\n:21:B\n:32B:EUR6,\n:59A:/3\nGAMMDEFF\n-}",
    "{1:F01ALPHUS33AXXX0000000001}{2:I202BETAGB2LXXXXN}{3:{119:COV}}{4:\n:20:C\n:21:D\n:32A:260307JPY10,\n:58A:/1\nGAMMDEFF\n"
      + ":50K:/4\nANA\n:59:/5\nLI\n:70:SHOES\n-}",
    ":20:S\n:25:NL71RABO0123456789EUR\n:28C:1/1\n:60F:C260301EUR100,\n:61:2603010301RCR10,5NTRFREF//BANK\nNL70ABNA0987654321\n"
      + ":86:/EREF/1/BENM//NAME/ANA/REMI/USTD//RENT/PURP/CD/SALA/\n:61:260230D1,NCHGNONREF\n:86:166?00X?20EREF+1?21SVWZ+"
      + "TEXT?30BIC?31DE1?32ANA\n:NS:01A\n15B\n:62M:C260331EUR88,5\n-\n",
    ":940:\n:20:S\n:25:1\n:34F:USD0,\n:61:260301EC1,N0440121470966      NAME\n:86:X; OD: ANA UL. 1; TYT.: RENT;\n:90C:1USD1,\n",
  ]

  private static let reports = [
    "01,A,B,260307,0800,1,80,1,2/\n02,A,B,1,260307,2400,USD,2/\n03,4001,,010,+100,,,015,-5,2,S,1,2,3/\n88,100,7,1,V,260307,/\n"
      + "16,195,123450,V,260307,1200,BR,CR,ORIG:ACME ID:7, A/B\n88,MORE/\n16,475,9,D,2,0,4,1,5,,,/\n49,1,6/\n98,1,1,8/\n99,1,1,10/\n",
    "01,A,B,260307,0800,1,,,2/   02,A,B,4,260307,,,2/\n03,1,JPY/ 16,142,5,Z,,,ACME DES:PAYROLL/ 16,451,6,,,,X\nGOES ON /\n49,1,1/",
  ]

  private static let reportTokens = [
    "{1:", "{2:I103", "{3:", "{4:\n", "-}", "-\n", "$", "}", "{", "\n:20:", "\n:25:", "\n:61:", "\n:86:",
    "\n:60F:", "\n:62F:",
    "\n:NS:", "\n:32A:", "\n:50F:", "\n:59:", "\n:72:/REJT/", "{451:1}", "{121:", "C260301EUR", "RC", "NTRF",
    "//", "?20",
    "SVWZ+", "/NAME/", "TYT.:", "01,", "02,", "03,", "16,", "88,", "49,", "98,", "99,", "/", "/ 16,",
    ",D,999999999999,", ",S,", ",V,",
    "9223372036854775807", "-9223372036854775808", ",", "\r", "\n", "\u{1}", "\u{3}", "\u{FEFF}", "ORIG:",
    "DES:",
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
