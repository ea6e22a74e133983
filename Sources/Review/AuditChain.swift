/// The chain of hashes over decisions, runs and whatever else reviewers and settings leave, computed again.
///
/// The form of what is hashed is told at the heads of `Schemas/0008_audit.sql` and `0014_review_audit.sql`. The statements are this program's own and
/// call no function of the database's: whoever can change rows there can change functions too.
public struct AuditChain: Hashable, Sendable {
  /// Rows of the chain that were held against what they seal.
  public private(set) var decisions = 0
  public private(set) var runs = 0
  /// Of other tables of a reviewer's work: notes, assignments, second opinions …
  public private(set) var entries = 0
  /// Of the runs, those that were delivered again with other content, and sealed again.
  public private(set) var resealed = 0
  /// The hash of the last row; keep it elsewhere, and ask for it the next time.
  public private(set) var lastHash = Self.beginning
  /// The first thing that does not fit; nil where everything does.
  public private(set) var fault: AuditFault?

  /// What stands before the first row.
  static let beginning = String(repeating: "0", count: 64)

  /// The hash that the chain must contain, until it was met.
  private var awaited: String?
  private var position: Int64 = 0

  init(expecting hash: String?) { awaited = hash == Self.beginning ? nil : hash }

  /// A row of the chain with what was computed again.
  struct Row {
    var position: Int64
    var entry: AuditFault.Entry
    var previousHash: String
    var hash: String
    var recomputedHash: String
    var contentHash: String
    /// Nil where what it seals is gone.
    var recomputedContentHash: String?
    /// Whether the run was sealed again by a later row: only the last can be held against what is stored.
    var isSuperseded: Bool
  }

  /// Takes the next row; false where it does not fit.
  mutating func take(_ row: Row) -> Bool {
    fault = fault(of: row)
    guard fault == nil else { return false }
    switch row.entry {
    case .decision: decisions += 1
    case .run: runs += 1
    case .other: entries += 1
    }
    if row.isSuperseded { resealed += 1 }
    position = row.position
    lastHash = row.hash
    if row.hash == awaited { awaited = nil }
    return true
  }

  private func fault(of row: Row) -> AuditFault? {
    guard row.position == position + 1 else { return .missingRow(position + 1) }
    guard row.recomputedHash == row.hash else { return .changedRow(row.position) }
    guard row.previousHash == lastHash else { return .rowOutOfPlace(row.position) }
    if row.isSuperseded { return nil }
    guard let recomputed = row.recomputedContentHash else { return .missing(row.entry, row: row.position) }
    return recomputed == row.contentHash ? nil : .changed(row.entry, row: row.position)
  }

  /// Ends the chain.
  ///
  /// - Parameter unsealed: what no row seals.
  mutating func end(unsealed: AuditFault.Entry?) {
    if let unsealed {
      fault = .unsealed(unsealed)
    } else if let awaited {
      fault = .expectedHashMissing(awaited)
    }
  }
}

/// The first thing by which the chain shows that somebody went past the program.
public enum AuditFault: Hashable, Sendable {
  /// What a row of the chain seals.
  public enum Entry: Hashable, Sendable, CustomStringConvertible {
    case decision(Int64)
    case run(String)
    /// A row of another table, by its key.
    case other(String, Int64)

    public var description: String {
      switch self {
      case .decision(let number): "decision \(number)"
      case .run(let id): "run \(id)"
      case .other(let table, let number): "\(table) \(number)"
      }
    }
  }

  case missingRow(Int64)
  case changedRow(Int64)
  case rowOutOfPlace(Int64)
  case missing(Entry, row: Int64)
  case changed(Entry, row: Int64)
  case unsealed(Entry)
  case expectedHashMissing(String)
}

extension AuditFault: CustomStringConvertible {
  /// One sentence; holds no data of what is sealed.
  public var description: String {
    switch self {
    case .missingRow(let row): "row \(row) of the chain is missing"
    case .changedRow(let row): "row \(row) of the chain was changed"
    case .rowOutOfPlace(let row):
      "row \(row) of the chain is out of place: it does not carry the hash of the row before it"
    case .missing(let entry, let row): "\(entry) is missing; row \(row) of the chain seals it"
    case .changed(let entry, let row):
      "\(entry) was changed after it had been sealed in row \(row) of the chain"
    case .unsealed(let entry): "\(entry) is not in the chain: it came past the database's triggers"
    case .expectedHashMissing(let hash): "no row of the chain has the expected hash \(hash)"
    }
  }
}
