import HummingbirdCore
import Review

/// Which part of the queue an address asks for: `/?typology=sextortion&page=2`. Names of customers are never in it; they
/// are searched for by a form that posts.
struct QueueAddress: Hashable, Sendable {
  var filter = QueueFilter()
  /// How many flags somebody means to read: the queue then shows where that ends.
  var budget: Int?

  /// Past this it is no day's work.
  static let largestBudget = 10_000

  init() {}

  /// Reads the query of an address. What is not understood does not restrict.
  init(_ uri: URI) {
    let query = uri.queryParameters
    func word(_ name: String) -> String? { query[Substring(name)].map(String.init).flatMap(Self.word) }
    func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
      query[Substring(name)].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }
    filter.typology = word("typology")
    filter.role = word("role")
    filter.status = word("status")
    filter.indicator = word("indicator")
    filter.unit = word("unit")
    filter.assignee = word("assignee").map { name in
      switch name {
      case "me": .me
      case "nobody": .nobody
      default: .person(name)
      }
    }
    filter.includesSnoozed = query["snoozed"] != nil
    filter.isPending = query["waiting"] != nil
    filter.minimumScore = number("score", 1...1_000_000)
    filter.page = number("page", 1...1_000_000) ?? 1
    budget = number("budget", 1...Self.largestBudget)
    filter.order = word("order").flatMap(QueueFilter.Order.init) ?? (budget == nil ? .reading : .budget)
  }

  /// Codes and roles of people who work here, not what customers are called.
  private static func word(_ text: String) -> String? {
    let isWord = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.@ ".contains($0) }
    return text.isEmpty || text.utf8.count > 63 || !isWord ? nil : text
  }

  /// The address, with nothing in it that goes without saying.
  var text: String {
    var pairs: [(String, String)] = []
    func add(_ name: String, _ value: String?) { if let value { pairs.append((name, value)) } }
    add("typology", filter.typology)
    add("role", filter.role)
    add("status", filter.status)
    add("indicator", filter.indicator)
    add("unit", filter.unit)
    add("assignee", assignee)
    add("snoozed", filter.includesSnoozed ? "yes" : nil)
    add("waiting", filter.isPending ? "yes" : nil)
    add("score", filter.minimumScore.map { "\($0)" })
    add("budget", budget.map { "\($0)" })
    let usual: QueueFilter.Order = budget == nil ? .reading : .budget
    add("order", filter.order == usual ? nil : filter.order.rawValue)
    add("page", filter.page > 1 ? "\(filter.page)" : nil)
    guard !pairs.isEmpty else { return "/" }
    return "/?" + pairs.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
  }

  /// Whose flags, as the address says it.
  var assignee: String? {
    switch filter.assignee {
    case .me: "me"
    case .nobody: "nobody"
    case .person(let name): name
    case nil: nil
    }
  }

  /// The same part of the queue, on another page.
  func page(_ number: Int) -> QueueAddress {
    var other = self
    other.filter.page = number
    return other
  }

  /// Bytes other than the unreserved ones of RFC 3986 by their number.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
        return String(character)
      }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
