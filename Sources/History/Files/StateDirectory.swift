import Glibc

/// Where everything lies under the state directory, and the directory operations the store needs.
///
/// `format` says what this is; `lock` is held while the state is open; `catalogue/` is the LMDB environment;
/// `segments/` holds postings.
struct StateDirectory: Sendable {
  let path: String

  var format: String { path + "/format" }
  var lock: String { path + "/lock" }
  var catalogue: String { path + "/catalogue" }
  var segments: String { path + "/segments" }

  /// The file of a segment: `segments/00000042.seg`.
  func segment(_ number: UInt32) -> String { segments + "/" + StateDirectory.segmentName(number) }

  static func segmentName(_ number: UInt32) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits + ".seg"
  }

  /// Creates a directory for the owner only; an existing one is left as it is.
  static func create(_ path: String) throws(HistoryError) {
    guard mkdir(path, OpenFile.privateDirectory) != 0, errno != EEXIST else { return }
    throw HistoryError.system("create a directory", path: path)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Names in a directory, without `.` and `..`, sorted.
  static func names(in path: String) throws(HistoryError) -> [String] {
    guard let stream = opendir(path) else { throw HistoryError.system("list a directory", path: path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes names created, renamed or removed in a directory survive a crash.
  static func synchronise(_ path: String) throws(HistoryError) {
    let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw HistoryError.system("open a directory", path: path) }
    defer { close(opened) }
    guard fsync(opened) == 0 else { throw HistoryError.system("save a directory", path: path) }
  }

  /// Removes a file; one that is not there is no error.
  static func remove(_ path: String) throws(HistoryError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw HistoryError.system("remove a file", path: path)
  }
}
