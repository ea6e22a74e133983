import CLMDB

/// A consistent view of the catalogue, or changes to it that happen together or not at all.
///
/// Owns an `MDB_txn`; gone without `commit`, it changes nothing. Bytes lent to a closure are valid in it only.
struct CatalogueTransaction: ~Copyable {
  private let raw: OpaquePointer
  private let handles: UnsafePointer<MDB_dbi>

  /// `mdb_txn_begin`. `handles` are the open tables and outlive the transaction.
  init(environment: OpaquePointer, writes: Bool, handles: UnsafePointer<MDB_dbi>) throws(LMDBError) {
    var begun: OpaquePointer?
    let status = mdb_txn_begin(environment, nil, writes ? 0 : UInt32(MDB_RDONLY), &begun)
    guard status == MDB_SUCCESS, let begun else { throw LMDBError("mdb_txn_begin", status) }
    raw = begun
    self.handles = handles
  }

  deinit { mdb_txn_abort(raw) }

  /// `mdb_txn_commit`; the transaction is over whether it succeeds or not.
  consuming func commit() throws(LMDBError) {
    let raw = raw
    discard self
    try LMDBError.check("mdb_txn_commit", mdb_txn_commit(raw))
  }

  /// `mdb_dbi_open`: opens or creates a table.
  func openTable(_ table: CatalogueTable) throws(LMDBError) -> MDB_dbi {
    var handle: MDB_dbi = 0
    try LMDBError.check("mdb_dbi_open", mdb_dbi_open(raw, table.rawValue, UInt32(MDB_CREATE), &handle))
    return handle
  }

  /// A copy of the value; nil where there is none.
  func get(_ table: CatalogueTable, _ key: [UInt8]) throws(LMDBError) -> [UInt8]? {
    guard let found = try find(table, key) else { return nil }
    guard let value = key.withUnsafeBytes({ Seal.opened(table, $0, found) }) else {
      throw LMDBError(brokenSealOf: table)
    }
    return Array(value)
  }

  /// A copy of the value as it lies there, its seal with it; nil where there is none.
  func getAsItIs(_ table: CatalogueTable, _ key: [UInt8]) throws(LMDBError) -> [UInt8]? {
    try find(table, key).map { Array($0) }
  }

  /// `mdb_get`: the bytes are LMDB's, and there until the transaction ends or writes.
  private func find(_ table: CatalogueTable, _ key: [UInt8]) throws(LMDBError) -> UnsafeRawBufferPointer? {
    var value = MDB_val()
    let status = withValue(key) { mdb_get(raw, handles[table.index], $0, &value) }
    if status == MDB_NOTFOUND { return nil }
    try LMDBError.check("mdb_get", status)
    return UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
  }

  /// `mdb_put`, with the value's seal.
  func put(_ table: CatalogueTable, _ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
    try putAsItIs(table, key, Seal.sealed(table, key, value))
  }

  /// `mdb_put`, without a seal of its own.
  func putAsItIs(_ table: CatalogueTable, _ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
    let status = withValue(key) { keyValue in
      withValue(value) { mdb_put(raw, handles[table.index], keyValue, $0, 0) }
    }
    try LMDBError.check("mdb_put", status)
  }

  /// `mdb_del`: a key that is not there is no error.
  func delete(_ table: CatalogueTable, _ key: [UInt8]) throws(LMDBError) {
    let status = withValue(key) { mdb_del(raw, handles[table.index], $0, nil) }
    if status != MDB_NOTFOUND { try LMDBError.check("mdb_del", status) }
  }

  /// `mdb_stat`: how many keys a table has.
  func count(_ table: CatalogueTable) throws(LMDBError) -> Int {
    var statistics = MDB_stat()
    try LMDBError.check("mdb_stat", mdb_stat(raw, handles[table.index], &statistics))
    return Int(statistics.ms_entries)
  }

  /// Every key of a table. Values are not touched: large ones lie on pages of their own.
  func keys(of table: CatalogueTable) throws(LMDBError) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    try walk(table, from: []) { key, _ in
      keys.append(Array(key))
      return true
    }
    return keys
  }

  /// Keys and values from the first key not before `start`; ends when `body` returns false.
  func scan(
    _ table: CatalogueTable, from start: [UInt8],
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(LMDBError) {
    try walk(table, from: start) { key, value throws(LMDBError) in
      guard let value = Seal.opened(table, key, value) else { throw LMDBError(brokenSealOf: table) }
      return body(key, value)
    }
  }

  /// `mdb_cursor_get`, as `scan`, but with the values as they lie there.
  private func walk(
    _ table: CatalogueTable, from start: [UInt8],
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws(LMDBError) -> Bool
  ) throws(LMDBError) {
    var cursor: OpaquePointer?
    try LMDBError.check("mdb_cursor_open", mdb_cursor_open(raw, handles[table.index], &cursor))
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    var status: Int32
    if start.isEmpty {
      status = mdb_cursor_get(cursor, &key, &value, MDB_FIRST)
    } else {
      status = withValue(start) {
        key = $0.pointee
        return mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
      }
    }
    while status == MDB_SUCCESS {
      let goesOn = try body(
        UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size),
        UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
      guard goesOn else { return }
      status = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
    }
    if status != MDB_NOTFOUND { throw LMDBError("mdb_cursor_get", status) }
  }

  /// Lends bytes to LMDB, which reads them before it returns.
  private func withValue(_ bytes: [UInt8], _ body: (UnsafeMutablePointer<MDB_val>) -> Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var value = MDB_val(
        mv_size: buffer.count, mv_data: UnsafeMutableRawPointer(mutating: buffer.baseAddress))
      return body(&value)
    }
  }
}
