import Ledger

/// The lists, lexicons and thresholds that rules name.
struct ReferenceData {
  /// What the values of a list are.
  enum ListKind: String, CaseIterable {
    case states
    case countries
    case counties
    case postalCodes = "postal codes"
    case merchantCategories = "merchant categories"
    /// Beginnings of codes of the North American Industry Classification System.
    case trades
    /// Telephone numbers, e-mail addresses, handles.
    case contacts
  }

  struct List {
    var kind: ListKind
    /// The values by the days on which they are in the list; most lists have one part, without days.
    var parts: [Period: Values] = [:]

    /// The parts in a fixed order.
    var ordered: [(period: Period, values: Values)] {
      parts.sorted {
        ($0.key.from?.ordinal ?? .min, $0.key.until?.ordinal ?? .max)
          < ($1.key.from?.ordinal ?? .min, $1.key.until?.ordinal ?? .max)
      }
      .map { ($0.key, $0.value) }
    }
  }

  /// The first and last day of a value, both included; nil is for ever.
  struct Period: Hashable {
    var from: BusinessDay?
    var until: BusinessDay?

    static let always = Period()
  }

  struct Values {
    /// Of states and countries.
    var letters: Set<Letters> = []
    /// Of trades, and of contacts as they were written.
    var texts: Set<String> = []
    /// Of the others, sorted and disjoint.
    var ranges: [ClosedRange<UInt32>] = []
  }

  struct Threshold {
    var currency: Currency
    var amount: DatedAmount
  }

  var lists: [String: List] = [:]
  /// Lists of which nothing is known but an error that was told: none of their uses is a second one.
  var unreadable: Set<String> = []
  var lexicons: [String: Lexicon] = [:]
  var thresholds: [String: Threshold] = [:]
  /// By name, then quantile.
  var peers: [String: [PeerFigure.Quantile: PeerFigure]] = [:]

  /// The order in which `Rulebook.lexicons` holds them.
  var lexiconNames: [String] { lexicons.keys.sorted() }

  /// Sorts ranges and joins those that touch.
  static func joined(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last,
        range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1
      {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

/// The distinct atoms of a rulebook, numbered in the order they are first met.
final class AtomTable {
  private(set) var atoms: [Atom] = []
  private var indices: [Atom: Int] = [:]

  func index(of atom: Atom) -> Int {
    if let known = indices[atom] { return known }
    indices[atom] = atoms.count
    atoms.append(atom)
    return atoms.count - 1
  }
}
