import Ledger

/// One flag told from its head to its last decision.
public struct FlagStory: Codable, Hashable, Sendable {
  /// A line, and the part of the story it belongs to: `evidence`, `decisions` …
  public struct Line: Codable, Hashable, Sendable {
    public var section: String
    public var text: String
  }

  public var id: String
  public var status: String
  public var typology: String
  /// `possible_victim`, `controller` …
  public var role: String
  public var score: Int
  public var explanation: String
  /// In order; a finding's text has its conditions on lines of their own. Safe to print: what would steer a
  /// terminal is spelled out.
  public var lines: [Line]
}

extension Connection {
  /// Shortest beginning of a flag's id that is looked up: shorter ones would match by accident.
  public static let shortestFlagPrefix = 6

  /// Ids of the flags that begin with `prefix`, at most `limit`; none for anything that is not the
  /// beginning of an id.
  public func flagIDs(beginningWith prefix: String, limit: Int = 10) throws(ReviewError) -> [String] {
    guard prefix.utf8.allSatisfy(isHexadecimal), (Self.shortestFlagPrefix...32).contains(prefix.utf8.count)
    else { return [] }
    // A range, not LIKE: it can use the primary key whatever the database's collation.
    let rows = try query(
      "SELECT id FROM manumit.flagged WHERE id >= $1 AND id <= $2 ORDER BY id LIMIT $3",
      [prefix, prefix + String(repeating: "f", count: 32 - prefix.utf8.count), "\(limit)"],
      doing: "Looking up the flag")
    return (0..<rows.rowCount).map { rows.required($0, 0) }
  }

  /// The whole story of a flag; nil where there is none of this id. A reviewer opens it first (`openFlag`).
  public func story(flagID: String) throws(ReviewError) -> FlagStory? {
    let place = "Reading the flag"
    let head = try query(
      "SELECT id, status, typology, role, score, explanation FROM manumit.flagged WHERE id = $1", [flagID],
      doing: place)
    guard head.rowCount == 1 else { return nil }
    let rows = try query(
      "SELECT section, text FROM manumit.flag_story WHERE flag_id = $1 ORDER BY line", [flagID],
      doing: place)
    return FlagStory(
      id: head.required(0, 0), status: head.required(0, 1), typology: head.required(0, 2),
      role: head.required(0, 3), score: head.integer(0, 4), explanation: head.required(0, 5),
      lines: (0..<rows.rowCount).map {
        let section = rows.required($0, 0)
        // The conditions of a finding stand on lines of their own; a memo must not make lines of its own.
        let keepsLines = section == "red flags" || section == "innocent patterns"
        return FlagStory.Line(
          section: section, text: printable(rows.required($0, 1), keepingLines: keepsLines))
      })
  }
}

/// Whether a byte is a digit of a flag's id or a subject's key.
func isHexadecimal(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
