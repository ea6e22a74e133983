import CPostgres

/// Where the database is, as libpq understands it: the PG* variables, the service file, and optionally a
/// connection string or URI that overrides them.
public struct ConnectionSettings: Sendable {
  /// Empty, `dbname=manumit host=db`, `service=manumit` or `postgresql://db/manumit`; holds no password.
  let conninfo: String

  /// Settings from the environment and the service file alone.
  public init() { conninfo = "" }

  /// Settings from `conninfo`, what it leaves out coming from the environment and the service file.
  ///
  /// - Throws: `ReviewError` `.badSettings`, or `.passwordInSettings`: a command line is readable by every
  ///   user of the machine and kept in the shell's history.
  public init(_ conninfo: String) throws(ReviewError) {
    guard !conninfo.utf8.contains(0) else {
      throw Self.unreadable(reason: "it contains a NUL character")
    }
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(conninfo, &complaint) else {
      // The complaint may quote the string, and the string may hold a password.
      PQfreemem(complaint)
      throw Self.unreadable(reason: "it is neither key=value pairs nor a postgresql:// URI")
    }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      let name = String(cString: keyword)
      if option.pointee.val != nil, name == "password" || name == "sslpassword" {
        throw ReviewError(
          code: .passwordInSettings, place: "Reading the connection string",
          reason: "it contains a password, which every user of this machine could read",
          advice: "Leave it out and put it into ~/.pgpass (or the file PGPASSFILE names), a service file,"
            + " or the variable PGPASSWORD.")
      }
      option += 1
    }
    self.conninfo = conninfo
  }

  /// The sslmode that libpq would use, from wherever it takes it: this string, PGSSLMODE, a service file, its own default.
  var transportSecurity: String {
    // Asked with one value that libpq refuses to connect with, after it has read all others.
    let raw = withCStrings(
      ["dbname", "target_session_attrs"], [conninfo, "ask"],
      { PQconnectStartParams($0, $1, conninfo.isEmpty ? 0 : 1) })
    defer { PQfinish(raw) }
    guard let options = PQconninfo(raw) else { return TransportSecurity.unstated }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if String(cString: keyword) == TransportSecurity.keyword, let value = option.pointee.val {
        return String(cString: value)
      }
      option += 1
    }
    return TransportSecurity.unstated
  }

  private static func unreadable(reason: String) -> ReviewError {
    ReviewError(
      code: .badSettings, place: "Reading the connection string", reason: reason,
      advice: "Write it as in: host=db.example dbname=manumit user=nightly")
  }
}
