/// Brings a database up to the tables of this program.
public enum Migrations {
  /// Any number, the same in every copy of the program: two that migrate at once take turns.
  static let lock = 0x6D61_6E75  // "manu"

  /// How the database stands with every migration, known to it or to this program.
  public static func status(on connection: borrowing Connection) throws(ReviewError) -> [MigrationStatus] {
    try status(of: Migration.all, on: connection)
  }

  /// Applies what is pending, each migration in a transaction of its own, and returns what it applied.
  ///
  /// - Throws: `.migrationChanged` or `.newerSchema` before anything is done; else the error of the
  ///   migration that failed, of which nothing remains. Those before it stay.
  public static func apply(on connection: borrowing Connection) throws(ReviewError) -> [Migration] {
    try apply(Migration.all, on: connection)
  }

  /// Throws `.notMigrated` unless nothing is pending.
  public static func requireCurrent(on connection: borrowing Connection) throws(ReviewError) {
    let states = try status(on: connection)
    try refuse(states)
    if let first = states.first(where: { $0.state == .pending }) {
      throw ReviewError(
        code: .notMigrated, place: "Looking at the database", reason: "migration \(first.name) is pending",
        advice: "Run: manumit database migrate")
    }
  }

  /// Views that see what their reader may see (`security_invoker`) came with PostgreSQL 15.
  static let oldestServer = 150_000

  static func requireVersion(_ version: Int) throws(ReviewError) {
    guard version < oldestServer else { return }
    throw ReviewError(
      code: .serverTooOld, place: "Looking at the database",
      reason: "it runs PostgreSQL \(version / 10_000), and the tables need \(oldestServer / 10_000) or newer",
      advice: "Upgrade the server.")
  }

  static func apply(_ migrations: [Migration], on connection: borrowing Connection) throws(ReviewError)
    -> [Migration]
  {
    var applied: [Migration] = []
    try requireVersion(connection.serverVersion)
    try refuse(try status(of: migrations, on: connection))
    for migration in migrations where try applyOne(migration, of: migrations, on: connection) {
      applied.append(migration)
    }
    return applied
  }

  static func status(of migrations: [Migration], on connection: borrowing Connection) throws(ReviewError)
    -> [MigrationStatus]
  {
    let place = "Reading which migrations the database has had"
    var states: [MigrationStatus] = []
    var recorded: [Int: (name: String, checksum: String, appliedAt: String)] = [:]
    let table = try connection.query(
      "SELECT to_regclass('manumit.schema_migration') IS NOT NULL", doing: place)
    if table.boolean(0, 0) {
      let rows = try connection.query(
        "SELECT number, name, checksum, to_char(applied_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
          + " FROM manumit.schema_migration", doing: place)
      for row in 0..<rows.rowCount {
        recorded[rows.integer(row, 0)] = (rows.required(row, 1), rows.required(row, 2), rows.required(row, 3))
      }
    }
    for migration in migrations {
      let past = recorded.removeValue(forKey: migration.number)
      let state: MigrationStatus.State
      if let past {
        state = try checksum(migration, on: connection) == past.checksum ? .applied : .changed
      } else {
        state = .pending
      }
      states.append(
        MigrationStatus(
          number: migration.number, name: migration.name, state: state, appliedAt: past?.appliedAt))
    }
    for (number, past) in recorded.sorted(by: { $0.key < $1.key }) {
      states.append(
        MigrationStatus(number: number, name: past.name, state: .unknown, appliedAt: past.appliedAt))
    }
    return states
  }

  /// False where it had been applied already, perhaps by another program a moment ago.
  private static func applyOne(
    _ migration: Migration, of migrations: [Migration], on connection: borrowing Connection
  ) throws(ReviewError) -> Bool {
    let place = "Applying migration \(migration.name)"
    try connection.execute("BEGIN", doing: place)
    do throws(ReviewError) {
      _ = try connection.query("SELECT pg_advisory_xact_lock($1)", ["\(lock)"], doing: place)
      let states = try status(of: migrations, on: connection)
      guard states.contains(where: { $0.number == migration.number && $0.state == .pending }) else {
        try connection.commit(doing: place)
        return false
      }
      try connection.execute(Statement(migration), doing: place)
      _ = try connection.query(
        "INSERT INTO manumit.schema_migration (number, name, checksum) VALUES ($1, $2, $3)",
        ["\(migration.number)", migration.name, try checksum(migration, on: connection)], doing: place)
      try connection.commit(doing: place)
      return true
    } catch {
      connection.rollBack()
      throw error
    }
  }

  /// SHA-256 of the file, what `sha256sum` prints; computed by the server, which has it anyway.
  private static func checksum(_ migration: Migration, on connection: borrowing Connection)
    throws(ReviewError) -> String
  {
    let result = try connection.query(
      "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')",
      [Statement(migration).text], doing: "Checking migration \(migration.name)")
    return result.required(0, 0)
  }

  private static func refuse(_ states: [MigrationStatus]) throws(ReviewError) {
    if let changed = states.first(where: { $0.state == .changed }) {
      throw ReviewError(
        code: .migrationChanged, place: "Looking at the database",
        reason: "migration \(changed.name) was changed after it had been applied",
        advice: "Restore the file; put the change into a new migration.")
    }
    if let unknown = states.first(where: { $0.state == .unknown }) {
      throw ReviewError(
        code: .newerSchema, place: "Looking at the database",
        reason: "it has had migration \(unknown.name), which this program does not know",
        advice: "Use the program that migrated it, or a newer one.")
    }
  }
}
