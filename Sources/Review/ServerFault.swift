/// What the server said of a failed statement, reduced to what may be repeated.
struct ServerFault {
  var sqlState: String
  /// The primary message; quotes customer data in some classes.
  var message: String
  var table: String?
  var constraint: String?

  /// The error to throw, for a statement that did `place`.
  func error(place: String) -> ReviewError {
    let code = Self.code(sqlState: sqlState)
    return ReviewError(
      code: code, sqlState: sqlState, place: place, reason: reason(for: code),
      advice: Self.advice(for: code))
  }

  /// Classes of SQLSTATE: PostgreSQL manual, appendix A; MN is our own (migrations 0003 and 0010).
  static func code(sqlState: String) -> ReviewError.Code {
    switch sqlState {
    case "42501": return .forbidden
    case "42P01", "42703", "42883", "3F000": return .notMigrated
    case "57P01", "57P02", "57P03", "57P05", "25P03": return .unreachable
    // Another held a lock for too long; a time-out of the server's own.
    case "55P03", "57014": return .conflict
    case "3D000": return .signInRefused
    case "MN003": return .changedSinceRead
    case "MN004": return .moveNotAllowed
    case "MN005": return .secondPersonNeeded
    case "MN006": return .notOpened
    case "MN007": return .termRefused
    default: break
    }
    switch sqlState.prefix(2) {
    case "08": return .unreachable
    case "28": return .signInRefused
    case "22", "23", "21": return .dataRefused
    case "40": return .conflict
    case "53", "54", "58": return .serverLimit
    case "MN": return .decisionRefused
    default: return .failed
    }
  }

  private func reason(for code: ReviewError.Code) -> String {
    // "invalid input syntax for type numeric: …" repeats the value; every data class is kept to names. So is what comes
    // from a trigger or function of somebody else's (P0), and whatever is not known to speak of the server alone.
    if code != .dataRefused, code != .failed || Self.speaksOfTheServer(sqlState) { return message }
    switch (constraint, table) {
    case (let constraint?, let table?): return "the data break constraint \(constraint) of table \(table)"
    case (nil, let table?): return "table \(table) does not take the data"
    default:
      return code == .dataRefused ? "the server does not take the data" : "the server reports an error"
    }
  }

  /// Classes whose messages name tables, roles, files and settings, and quote no value: 0A what is not supported, 25
  /// and 2D the state of a transaction, 42 what a statement says, 55 and 57 the state of the server.
  private static func speaksOfTheServer(_ sqlState: String) -> Bool {
    ["0A", "25", "2D", "42", "55", "57"].contains(sqlState.prefix(2))
  }

  private static func advice(for code: ReviewError.Code) -> String {
    switch code {
    case .unreachable:
      return "Nothing is lost: what was to be published waits in the state; try again when the server is up."
    case .signInRefused: return "Check PGUSER, PGDATABASE, the password file and the server's pg_hba.conf."
    case .notMigrated: return "Run: manumit database migrate"
    case .forbidden:
      return "Ask for membership in manumit_ingest (to publish), manumit_reviewer or manumit_auditor."
    case .dataRefused:
      return "Sending it again will not help: report it with the SQLSTATE. It stays in the state."
    case .conflict: return "Try again."
    case .serverLimit: return "Give the server room (disk, memory, connections), then try again."
    case .decisionRefused, .changedSinceRead: return "Read the flag again, then decide."
    case .moveNotAllowed: return "Read the flag again: it says which moves there are."
    case .secondPersonNeeded: return "Ask somebody else to agree or disagree."
    case .notOpened: return "Open the flag first; if it is not there, it belongs to another unit."
    case .termRefused: return "Choose another, and try again."
    default: return "Report it with the SQLSTATE."
    }
  }
}
