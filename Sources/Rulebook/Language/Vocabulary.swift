import Ledger

/// The words of the language. Nationality, ethnicity, sex and age are not among them (law 9).
enum Vocabulary {
  /// Channel words; `cash` is currency wherever it is handed over, at a counter or at a machine.
  static let channels: [String: [Channel]] = [
    "cash": [.cash, .atm], "teller": [.cash], "atm": [.atm], "wire": [.wire], "ach": [.ach],
    "p2p": [.p2p], "card": [.card], "check": [.check], "prepaid": [.prepaid], "crypto": [.crypto],
    "instrument": [.instrument], "book": [.book],
  ]

  static let purposes: [String: Purpose] = Dictionary(
    uniqueKeysWithValues: Purpose.allCases.filter { $0 != .unstated }.map { ($0.name, $0) })

  /// Words that begin or are a whole atom, besides channels and purposes.
  static let otherAtoms = [
    "credit", "debit", "amount", "hour", "weekday", "weekend", "memo", "farther", "gathered",
  ]

  /// Words that join the parts of an expression: no name may contain one.
  static let joints: Set<String> = [
    "and", "or", "not", "of", "in", "with", "since", "after", "before", "following", "within", "by",
    "between", "than", "among", "amid", "times", "mentions", "stated",
  ]

  /// Words that begin a value: no name may be one.
  static let openings: Set<String> = [
    "count", "sum", "distinct", "days", "largest", "smallest", "median", "most", "lowest", "share",
    "newcomers", "same", "first", "usual", "peers'",
  ]

  /// Facts that can be asked for with `stated`.
  static let facts: [String: FieldSet] = [
    "conductor": FieldSet(text: .conductor), "device": FieldSet(text: .device),
    "phone": FieldSet(text: .phone), "employer": FieldSet(text: .employer),
    "memo": FieldSet(text: .memo), "reference": FieldSet(text: .reference),
    "branch": FieldSet(text: .branch), "customer": FieldSet(text: .customer),
    "counterparty": .counterparty, "counterparty name": FieldSet(text: .counterpartyName),
    "counterparty account": FieldSet(text: .counterpartyAccount),
    "counterparty.phone": FieldSet(text: .counterpartyPhone),
    "counterparty.address": FieldSet(text: .counterpartyAddress),
    "counterparty.bank": FieldSet(text: .counterpartyBank), "counterparty.state": .counterpartyState,
    "counterparty.country": .counterpartyCountry, "place.state": .state, "place.county": .county,
    "place.zip": .zip, "home.zip": .homeZip, "mcc": .merchantCategory, "purpose": .purpose,
    "opened": .opened, "trade": .trade, "occupation": .occupation, "address": .address,
    "balance": .balance, "channel": .channel, "time": .timeOfDay,
  ]

  /// The names of the facts, in a fixed order.
  static let factNames = facts.keys.sorted()

  /// Fields a posting can be in a list by.
  static let listFields: [String] =
    LettersField.allCases.map(\.rawValue) + CodeField.allCases.map(\.rawValue)

  /// Every word or phrase a predicate may begin with, for hints.
  static var predicates: [String] {
    Array(channels.keys) + Array(purposes.keys) + otherAtoms + factNames + listFields
  }

  /// What a set, parameter or kept value may not be called.
  static func isReserved(_ name: String) -> String? {
    if channels[name] != nil || purposes[name] != nil || otherAtoms.contains(name) || facts[name] != nil
      || listFields.contains(name) || openings.contains(name)
    {
      return name
    }
    return name.split(separator: " ").map(String.init).first { joints.contains($0) }
  }

  /// The known name nearest to a misspelt one; nil where none is near.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = name.count / 3 + 1
    // A name that is there and not understood is not what was meant.
    return candidates.filter { $0 != name }.map { (distance(name.lowercased(), $0.lowercased()), $0) }
      .filter { $0.0 <= limit }.min { $0 < $1 }?.1
  }

  /// `did you mean …?`, or the given text where nothing is near.
  static func hint(for name: String, among candidates: some Sequence<String>, otherwise: String? = nil)
    -> String?
  {
    nearest(to: name, among: candidates).map { "did you mean `\($0)`?" } ?? otherwise
  }

  /// Edit distance with transpositions (optimal string alignment): `cahs` is nearer to `cash` than to `card`.
  private static func distance(_ left: String, _ right: String) -> Int {
    let source = Array(left)
    let target = Array(right)
    var rows = [Array(0...target.count)]
    for index in source.indices {
      var row = [index + 1]
      for column in target.indices {
        let isSame = source[index] == target[column]
        var best = min(
          rows[index][column + 1] + 1, row[column] + 1, rows[index][column] + (isSame ? 0 : 1))
        if index > 0, column > 0, source[index] == target[column - 1], source[index - 1] == target[column] {
          best = min(best, rows[index - 1][column - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[source.count][target.count]
  }
}
