import CPostgres

/// A connection to PostgreSQL, closed when it goes out of scope. The only place where libpq is called.
///
/// One thread at a time. After an error of code `.unreachable` it is of no more use; make a new one.
public struct Connection: ~Copyable {
  /// Invariant: a live `PGconn`, freed by `deinit` alone.
  private let raw: OpaquePointer

  /// Connects (`PQconnectdbParams`).
  ///
  /// - Throws: `ReviewError`: `.unreachable` where no server answers, `.signInRefused` where one does and
  ///   declines.
  public init(_ settings: ConnectionSettings = ConnectionSettings()) throws(ReviewError) {
    raw = try Self.open(settings, nil)
  }

  /// Connects as a person, who proves to be one by a password.
  ///
  /// - Throws: `ReviewError` as above, and `.passwordNotAsked` where the server lets anybody in.
  public init(_ settings: ConnectionSettings, as credentials: Credentials) throws(ReviewError) {
    raw = try Self.open(settings, credentials)
  }

  private static func open(
    _ settings: ConnectionSettings, _ credentials: Credentials?
  ) throws(ReviewError) -> OpaquePointer {
    var pairs = [("fallback_application_name", "manumit"), ("client_encoding", "UTF8")]
    // Later pairs win: the caller's string over the patience we have ourselves.
    pairs += ConnectionPatience.pairs
    pairs.append(("dbname", settings.conninfo))
    if settings.transportSecurity == TransportSecurity.unstated {
      pairs.append((TransportSecurity.keyword, TransportSecurity.verified))
    }
    if let credentials { pairs += [("user", credentials.role), ("password", credentials.password)] }
    guard
      let raw = withCStrings(
        pairs.map(\.0), pairs.map(\.1), { PQconnectdbParams($0, $1, settings.conninfo.isEmpty ? 0 : 1) })
    else {
      throw ReviewError(
        code: .failed, place: Self.connecting, reason: "out of memory", advice: "Try again.")
    }
    // No `self` yet, so no deinit: whatever throws from here on must free `raw` first.
    guard PQstatus(raw) == CONNECTION_OK else {
      let reason = Self.message(raw)
      PQfinish(raw)
      let ping = withCStrings(
        pairs.map(\.0), pairs.map(\.1), { PQpingParams($0, $1, settings.conninfo.isEmpty ? 0 : 1) })
      guard ping != PQPING_NO_ATTEMPT else {
        throw ReviewError(
          code: .badSettings, place: Self.connecting, reason: reason,
          advice: "Check the PG* variables, the service file and --database.")
      }
      throw Self.connectionError(reason: reason, serverAnswers: ping == PQPING_OK)
    }
    if credentials != nil, PQconnectionUsedPassword(raw) == 0 {
      PQfinish(raw)
      throw Credentials.notAskedFor
    }
    cpostgres_silence_notices(raw)
    guard QueryResult(PQexec(raw, session.text)).status == PGRES_COMMAND_OK else {
      let reason = Self.message(raw)
      PQfinish(raw)
      throw Self.connectionError(reason: reason, serverAnswers: false)
    }
    return raw
  }

  private static let connecting = "Connecting to PostgreSQL"

  /// Values must read the same whatever the server's or the role's defaults are.
  private static let session: Statement = """
    \(ConnectionPatience.session);
    SET client_min_messages = warning; SET standard_conforming_strings = on; SET search_path = pg_catalog;
    SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET intervalstyle = 'postgres'
    """

  deinit { PQfinish(raw) }

  /// Where it leads, for people: `manumit on db.example:5432 as nightly`.
  public var address: String {
    func text(_ value: UnsafeMutablePointer<CChar>?) -> String { value.map { String(cString: $0) } ?? "" }
    return "\(text(PQdb(raw))) on \(text(PQhost(raw))):\(text(PQport(raw))) as \(text(PQuser(raw)))"
  }

  /// The server's version as PostgreSQL counts: 150018 for 15.18 (`PQserverVersion`).
  var serverVersion: Int { Int(PQserverVersion(raw)) }

  /// Runs statements that take no values and return no rows (`PQexec`).
  func execute(_ script: Statement, doing place: String) throws(ReviewError) {
    _ = try checked(QueryResult(PQexec(raw, script.text)), doing: place)
  }

  /// Runs one statement (`PQexecParams`); `$1` … stand for `parameters`, which travel beside it.
  func query(_ statement: Statement, _ parameters: [String?] = [], doing place: String) throws(ReviewError)
    -> QueryResult
  {
    let result = withCStrings(parameters) { values in
      PQexecParams(raw, statement.text, Int32(parameters.count), nil, values, nil, nil, 0)
    }
    return try checked(QueryResult(result), doing: place)
  }

  /// Sends `rows` to a `COPY … FROM STDIN` statement and waits until the server has taken them all.
  func copy(_ statement: Statement, _ rows: borrowing CopyRows, doing place: String) throws(ReviewError) {
    let started = QueryResult(PQexec(raw, statement.text))
    guard started.status == PGRES_COPY_IN else { throw failure(started, doing: place) }
    var offset = 0
    let bytes = rows.bytes
    while offset < bytes.count {
      let length = min(Self.copyChunk, bytes.count - offset)
      let piece = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
      guard
        PQputCopyData(raw, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(length)) == 1
      else { throw lost(doing: place) }
      offset += length
    }
    guard PQputCopyEnd(raw, nil) == 1 else { throw lost(doing: place) }
    // The verdict on the rows arrives only now; whatever follows it must be read off too.
    var verdict: ReviewError?
    while let next = PQgetResult(raw) {
      let result = QueryResult(next)
      if verdict == nil, result.status != PGRES_COMMAND_OK { verdict = failure(result, doing: place) }
    }
    if let verdict { throw verdict }
  }

  /// libpq copies each piece into its own buffer; a quarter of a mebibyte keeps that small.
  private static let copyChunk = 1 << 18

  /// Commits what was done since `BEGIN`.
  func commit(doing place: String) throws(ReviewError) { try execute("COMMIT", doing: place) }

  /// Undoes what was done since `BEGIN`. A failure is of no interest: the server undoes it by itself.
  func rollBack() { _ = QueryResult(PQexec(raw, "ROLLBACK")) }

  private func checked(_ result: consuming QueryResult, doing place: String) throws(ReviewError)
    -> QueryResult
  {
    guard result.status == PGRES_COMMAND_OK || result.status == PGRES_TUPLES_OK else {
      throw failure(result, doing: place)
    }
    return result
  }

  private func failure(_ result: borrowing QueryResult, doing place: String) -> ReviewError {
    guard let fault = result.fault, !fault.sqlState.isEmpty else { return lost(doing: place) }
    return fault.error(place: place)
  }

  /// The error for a server that no longer answers.
  private func lost(doing place: String) -> ReviewError {
    guard PQstatus(raw) == CONNECTION_BAD else {
      return ReviewError(
        code: .failed, place: place, reason: "the exchange with the server broke down",
        advice: "Try again; if it stays, report it.")
    }
    let base = ServerFault(
      sqlState: "08006", message: "the server has gone away", table: nil, constraint: nil)
    return base.error(place: place)
  }

  private static func connectionError(reason: String, serverAnswers: Bool) -> ReviewError {
    if !serverAnswers, TransportSecurity.isComplaint(reason) {
      return ReviewError(
        code: .serverNotTrusted, place: Self.connecting, reason: reason, advice: TransportSecurity.advice)
    }
    let fault = ServerFault(
      sqlState: serverAnswers ? "28000" : "08001", message: reason, table: nil, constraint: nil)
    let error = fault.error(place: Self.connecting)
    // libpq does not say which SQLSTATE ended a connection attempt; ours above only chose the words.
    return ReviewError(
      code: error.code, sqlState: nil, place: error.place, reason: reason, advice: error.advice)
  }

  /// `PQerrorMessage` on one line; it names host, port, database and role, and no secret.
  private static func message(_ raw: OpaquePointer) -> String {
    let text = String(cString: PQerrorMessage(raw))
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
    let line = lines.joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}
