import CLMDB
import Glibc

/// The LMDB environment of a state: opened once, shared by the threads of one process.
///
/// Readers run side by side; a writer that finds the map full waits for them, doubles it and starts over,
/// because LMDB may only be resized while nobody looks.
struct CatalogueEnvironment: ~Copyable, @unchecked Sendable {
  private let raw: OpaquePointer
  private let path: String
  /// One handle for each table, addressed by `CatalogueTable.index`.
  private let handles: UnsafeMutablePointer<MDB_dbi>
  /// Held shared by transactions, exclusively while the map is resized. On the heap: it must not move.
  private let gate: UnsafeMutablePointer<pthread_rwlock_t>

  /// Address space to begin with. Small states stay friendly to `ulimit -v` and to memory checkers.
  private static let initialMapSize = 256 << 20
  /// Beyond this something is wrong: a terabyte of findings is no bank's night.
  private static let largestMapSize = 1 << 40

  /// Opens the environment in the existing directory `path`, or makes a new one there.
  static func open(path: String) throws(HistoryError) -> CatalogueEnvironment {
    var created: OpaquePointer?
    let status = mdb_env_create(&created)
    guard status == MDB_SUCCESS, let created else {
      throw LMDBError("mdb_env_create", status).described(path: path)
    }
    let environment = CatalogueEnvironment(owning: created, path: path)
    do { try environment.open() } catch { throw error.described(path: path) }
    return environment
  }

  private init(owning raw: OpaquePointer, path: String) {
    self.raw = raw
    self.path = path
    handles = .allocate(capacity: CatalogueTable.allCases.count)
    handles.initialize(repeating: 0, count: CatalogueTable.allCases.count)
    gate = .allocate(capacity: 1)
    pthread_rwlock_init(gate, nil)
  }

  deinit {
    mdb_env_close(raw)
    handles.deallocate()
    pthread_rwlock_destroy(gate)
    gate.deallocate()
  }

  private func open() throws(LMDBError) {
    let tables = UInt32(CatalogueTable.allCases.count)
    try LMDBError.check("mdb_env_set_maxdbs", mdb_env_set_maxdbs(raw, tables))
    try LMDBError.check("mdb_env_set_mapsize", mdb_env_set_mapsize(raw, try initialSize()))
    // Transactions are not tied to threads (MDB_NOTLS): a worker may hold one across others' work.
    try LMDBError.check(
      "mdb_env_open", mdb_env_open(raw, path, UInt32(MDB_NOTLS), OpenFile.privateFile))
    try checkLength()
    let transaction = try CatalogueTransaction(environment: raw, writes: true, handles: handles)
    for table in CatalogueTable.allCases { handles[table.index] = try transaction.openTable(table) }
    try transaction.commit()
  }

  /// Room for the file as it is and as much again.
  private func initialSize() throws(LMDBError) -> Int {
    var status = stat()
    guard stat(path + "/data.mdb", &status) == 0 else { return CatalogueEnvironment.initialMapSize }
    var size = CatalogueEnvironment.initialMapSize
    while size < 2 * Int(status.st_size) { size *= 2 }
    return size
  }

  /// A file shorter than its own pages would kill the process with SIGBUS when one is read.
  private func checkLength() throws(LMDBError) {
    var info = MDB_envinfo()
    var statistics = MDB_stat()
    try LMDBError.check("mdb_env_info", mdb_env_info(raw, &info))
    try LMDBError.check("mdb_env_stat", mdb_env_stat(raw, &statistics))
    var status = stat()
    guard stat(path + "/data.mdb", &status) == 0 else { throw LMDBError("stat", errno) }
    let needed = (Int(info.me_last_pgno) + 1) * Int(statistics.ms_psize)
    if Int(status.st_size) < needed { throw LMDBError("mdb_env_open", MDB_CORRUPTED) }
  }

  /// Runs `body` on one consistent view. May be called by several threads at once, not within `write`.
  func read<Result>(
    _ body: (borrowing CatalogueTransaction) throws(LMDBError) -> Result
  ) throws(HistoryError) -> Result {
    pthread_rwlock_rdlock(gate)
    defer { pthread_rwlock_unlock(gate) }
    do {
      let transaction = try CatalogueTransaction(environment: raw, writes: false, handles: handles)
      return try body(transaction)
    } catch { throw error.described(path: path) }
  }

  /// Runs `body` and makes its changes durable together. `body` may run again, so it must start afresh.
  func write(_ body: (borrowing CatalogueTransaction) throws(LMDBError) -> Void) throws(HistoryError) {
    while true {
      do {
        pthread_rwlock_rdlock(gate)
        defer { pthread_rwlock_unlock(gate) }
        let transaction = try CatalogueTransaction(environment: raw, writes: true, handles: handles)
        try body(transaction)
        return try transaction.commit()
      } catch {
        guard error.isMapFull else { throw error.described(path: path) }
      }
      do { try enlarge() } catch { throw error.described(path: path) }
    }
  }

  /// `mdb_env_copyfd2`: writes one consistent view of it, without the room that was freed, to a file of its own.
  func copy(to target: String) throws(HistoryError) {
    pthread_rwlock_rdlock(gate)
    defer { pthread_rwlock_unlock(gate) }
    let file = try OpenFile(creating: target)
    do {
      try LMDBError.check(
        "mdb_env_copyfd2", mdb_env_copyfd2(raw, file.descriptor, UInt32(MDB_CP_COMPACT)))
    } catch { throw error.described(path: target) }
    try file.synchronise()
  }

  private func enlarge() throws(LMDBError) {
    pthread_rwlock_wrlock(gate)
    defer { pthread_rwlock_unlock(gate) }
    var info = MDB_envinfo()
    try LMDBError.check("mdb_env_info", mdb_env_info(raw, &info))
    let larger = Int(info.me_mapsize) * 2
    guard larger <= CatalogueEnvironment.largestMapSize else {
      throw LMDBError("mdb_env_set_mapsize", MDB_MAP_FULL)
    }
    try LMDBError.check("mdb_env_set_mapsize", mdb_env_set_mapsize(raw, larger))
  }
}
