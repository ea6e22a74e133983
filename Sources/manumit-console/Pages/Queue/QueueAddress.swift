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
    let query = AddressQuery(uri)
    filter.typology = query.word("typology")
    filter.role = query.word("role")
    filter.status = query.word("status")
    filter.indicator = query.word("indicator")
    filter.unit = query.word("unit")
    filter.assignee = query.word("assignee").map { name in
      switch name {
      case "me": .me
      case "nobody": .nobody
      default: .person(name)
      }
    }
    filter.includesSnoozed = query.has("snoozed")
    filter.isPending = query.has("waiting")
    filter.minimumScore = query.number("score", in: 1...1_000_000)
    filter.page = query.page
    budget = query.number("budget", in: 1...Self.largestBudget)
    filter.order = query.word("order").flatMap(QueueFilter.Order.init) ?? (budget == nil ? .reading : .budget)
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
