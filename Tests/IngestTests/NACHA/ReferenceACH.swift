import Ledger

@testable import Ingest

/// A slow reader of ACH files that are lines of 94 characters: no streaming, no reuse, a string a field.
///
/// It knows the plain classes alone; what it says of an entry is one line.
struct ReferenceACH {
  /// `line what direction cents account name` of each entry.
  private(set) var entries: [String] = []
  /// Cents of those that are payments.
  private(set) var paid = 0
  /// Whether every control record states what is there.
  private(set) var controlsAgree = true

  private static let notices = [
    "ACK": "ach-acknowledgement", "ATX": "ach-acknowledgement", "DNE": "ach-death-notice",
    "ENR": "ach-enrolment",
    "COR": "ach-notification-of-change", "ADV": "ach-accounting-advice",
  ]

  init(_ text: String) {
    let lines = Self.records(text)
    var entryClass = ""
    var (batch, file) = (Counts(), Counts())
    for (index, columns) in lines.enumerated() {
      func field(_ first: Int, _ last: Int) -> String {
        String(columns[(first - 1)..<last]).trimmingBlanks
      }
      switch columns[0] {
      case "5":
        entryClass = field(51, 53)
        batch = Counts()
      case "6":
        let addenda = lines[(index + 1)...].prefix { $0[0] == "7" }.map { String($0[1...2]) }
        let isAdvice = entryClass == "ADV"
        let (digits, code) = (isAdvice ? field(28, 39) : field(30, 39), field(2, 3))
        let cents = Int(digits) ?? 0
        let isCredit = isAdvice ? "1357".contains(code.suffix(1)) : "1234".contains(code.suffix(1))
        batch.add(routing: Int(field(4, 11)) ?? 0, isCredit ? cents : 0, isCredit ? 0 : cents)
        let isReturn = addenda.contains("99") || "16".contains(code.suffix(1))
        var what = Self.notices[entryClass] ?? (addenda.contains("99") ? "return" : "filed")
        if addenda.contains("98") { what = "ach-notification-of-change" }
        if what == "filed" || what == "return" {
          if "3849".contains(code.suffix(1)), cents != 0 {
            what = "ach-amount-not-zero"
          } else if "38".contains(code.suffix(1)) {
            what = "ach-prenote"
          } else if cents == 0 {
            what = "ach-zero-dollar"
          }
        }
        if what == "filed" || what == "return" { paid += cents }
        let account = entryClass == "IAT" ? field(40, 74) : field(13, 29)
        entries.append(
          "\(index + 1) \(what) \(isCredit != isReturn ? "credit" : "debit") \(cents) \(account)")
      case "7": batch.records += 1
      case "8":
        check(
          batch, field(5, 10), field(11, 20),
          entryClass == "ADV" ? (field(21, 40), field(41, 60)) : (field(21, 32), field(33, 44)))
        file.add(batch)
      case "9" where !columns.allSatisfy({ $0 == "9" }):
        check(
          file, field(14, 21), field(22, 31),
          entryClass == "ADV" ? (field(32, 51), field(52, 71)) : (field(32, 43), field(44, 55)))
        file = Counts()
      default: break
      }
    }
  }

  private mutating func check(_ counts: Counts, _ records: String, _ hash: String, _ sums: (String, String)) {
    let stated = [records, hash, sums.0, sums.1].map { Int($0) }
    controlsAgree = controlsAgree && stated == [counts.records, counts.hash, counts.debits, counts.credits]
  }

  /// Lines, or where there are none pieces of 94 characters; blanks at the end as they would have been.
  private static func records(_ text: String) -> [[Character]] {
    var records = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(Array.init)
    if records.count <= 2, let only = records.first, only.count > 94 {
      records = stride(from: 0, to: only.count, by: 94).map { Array(only[$0..<min($0 + 94, only.count)]) }
    }
    return records.map { $0 + Array(repeating: " ", count: max(0, 94 - $0.count)) }
  }

  private struct Counts {
    var records = 0
    var hash = 0
    var debits = 0
    var credits = 0

    mutating func add(routing: Int, _ credit: Int, _ debit: Int) {
      records += 1
      hash = (hash + routing) % 10_000_000_000
      credits += credit
      debits += debit
    }

    mutating func add(_ other: Counts) {
      records += other.records
      hash = (hash + other.hash) % 10_000_000_000
      debits += other.debits
      credits += other.credits
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

extension MessageBench {
  /// What was filed, set aside and rejected, in the words of `ReferenceACH`; of rejected records only line and code.
  var achEntries: [String] {
    var entries = decoded.customers.map { filed in
      let posting = filed.posting
      return
        "\(posting.line) \(posting.flags.contains(.takesBack) ? "return" : "filed") \(posting.direction.name) \(posting.amount) \(filed.texts[.account] ?? "")"
    }
    entries += rejections
    return entries.sorted {
      (Int($0.prefix { $0 != " " }) ?? 0, $0) < (Int($1.prefix { $0 != " " }) ?? 0, $1)
    }
  }
}
