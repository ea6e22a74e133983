import Ledger

/// A number a source states of itself beside what was read of it: a count, a sum, a hash, a balance.
public struct ControlTotal: Sendable, Hashable {
  /// Where it stands, and what it is of: `line 12, batch 3: entries`.
  public var what: String
  /// As stated, and as found.
  public var stated: String
  public var found: String
  /// Whether they agree.
  public var agrees: Bool

  /// A total whose two sides are compared as they are.
  public init(what: String, stated: String, found: String) {
    self.init(what: what, stated: stated, found: found, agrees: stated == found)
  }

  public init(what: String, stated: String, found: String, agrees: Bool) {
    self.what = what
    self.stated = stated
    self.found = found
    self.agrees = agrees
  }

  /// One line for the run record and for people.
  public var text: String { "\(what): \(stated) stated, \(found) read" + (agrees ? "" : ": DIFFERS") }
}

/// The control totals of a source: each that differs is kept, of those that agree the first and how many.
struct ControlTotals {
  private(set) var kept: [ControlTotal] = []
  private(set) var agreeing = 0
  private(set) var differing = 0
  /// A file of a million batches has a million totals; the first tell.
  private static let mostKept = 100

  mutating func add(_ total: ControlTotal) { add(agrees: total.agrees) { total } }

  /// Adds a total that is put into words only where it is kept.
  mutating func add(agrees: Bool, _ total: () -> ControlTotal) {
    if agrees { agreeing += 1 } else { differing += 1 }
    let isWorthy = agrees ? agreeing <= Self.mostAgreeing : differing <= Self.mostKept
    if isWorthy { kept.append(total()) }
  }

  /// Agreeing totals that are named; the others are counted.
  private static let mostAgreeing = 4

  /// Lines for the run record.
  var lines: [String] {
    var lines = kept.map(\.text)
    if agreeing > Self.mostAgreeing { lines.append("\(agreeing) control totals agree in all") }
    if differing > Self.mostKept { lines.append("\(differing) control totals differ in all") }
    return lines
  }
}
