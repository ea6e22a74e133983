import CPostgres

/// How long a server is waited for that says nothing: it may be gone without a word, behind a firewall that drops
/// packets, and a night must end. What was to be published is safe in the outbox.
///
/// A server that works on a statement answers the kernel's questions meanwhile, however long it works.
enum ConnectionPatience {
  /// Seconds for a server to answer at all; libpq would wait for minutes.
  private static let connectSeconds = 10
  /// Seconds without a packet after which the kernel asks whether the other side is there; Linux waits two hours.
  private static let idleSeconds = 60
  /// Seconds between such questions, and how many may go unanswered.
  private static let intervalSeconds = 15
  private static let questions = 4
  /// Seconds that something sent may wait for its receipt: as long as the questions take.
  private static let receiptSeconds = idleSeconds + intervalSeconds * questions

  /// Settings of libpq (manual, section 34.1.2), without those that the environment or the service of PGSERVICE make.
  /// A service that the connection string names loses to these; the string itself wins.
  static var pairs: [(String, String)] {
    let decided = decidedElsewhere
    return standard.filter { !decided.contains($0.0) }
  }

  private static let standard = [
    ("connect_timeout", "\(connectSeconds)"), ("keepalives_idle", "\(idleSeconds)"),
    ("keepalives_interval", "\(intervalSeconds)"), ("keepalives_count", "\(questions)"),
    ("tcp_user_timeout", "\(receiptSeconds * 1000)"),
  ]

  /// The same for the server's side (manual, sections 20.3.2 and 20.11.1): it lets go of the transaction of a client that
  /// is gone, which the next one would otherwise wait for; and for what another holds we wait ten minutes.
  ///
  /// Only where the server or the role has no time-out of its own.
  static let session: Statement = [
    unlessStated("tcp_keepalives_idle", "60"), unlessStated("tcp_keepalives_interval", "15"),
    unlessStated("tcp_keepalives_count", "4"), unlessStated("lock_timeout", "10min"),
    unlessStated("idle_in_transaction_session_timeout", "10min"),
  ].joined(separator: "; ")

  private static func unlessStated(_ name: Statement, _ value: Statement) -> Statement {
    "SELECT set_config('\(name)', '\(value)', false) WHERE current_setting('\(name)') = '0'"
  }

  /// Names that `PQconndefaults` knows a value of.
  private static var decidedElsewhere: Set<String> {
    guard let options = PQconndefaults() else { return [] }
    defer { PQconninfoFree(options) }
    var names: Set<String> = []
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val, value.pointee != 0 { names.insert(String(cString: keyword)) }
      option += 1
    }
    return names
  }
}
