import HummingbirdCore

/// What stands behind the question mark of an address: codes and numbers, never what customers are called. What is not
/// understood is as if it were not there.
struct AddressQuery {
  private let query: [Substring: Substring]

  init(_ uri: URI) {
    query = Dictionary(
      uri.queryParameters.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether it is there, whatever it says.
  func has(_ name: String) -> Bool { query[Substring(name)] != nil }

  /// Letters, digits, blanks and few signs; nil for anything else.
  func word(_ name: String) -> String? {
    guard let text = query[Substring(name)], !text.isEmpty, text.utf8.count <= Self.longestWord else {
      return nil
    }
    let isWord = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.@ ".contains($0) }
    return isWord ? String(text) : nil
  }

  func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    query[Substring(name)].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
  }

  /// An ISO 8601 date as browsers send it.
  func day(_ name: String) -> String? {
    query[Substring(name)].map(String.init).flatMap {
      $0.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/) == nil ? nil : $0
    }
  }

  /// The page of a list, from 1.
  var page: Int { number("page", in: 1...Self.lastPage) ?? 1 }

  /// The longest name that PostgreSQL has for a role, and longer than any code.
  private static let longestWord = 63
  /// Past it nobody turns pages.
  private static let lastPage = 1_000_000
}
