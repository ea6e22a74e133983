import Glibc

/// Which sources a command line names.
public enum SourceList {
  /// Replaces each folder by the regular files in it that are not hidden, sorted by name (by bytes, so that
  /// it is the same everywhere). No path at all is standard input.
  ///
  /// - Throws: an `IngestError` where a path does not exist or a folder cannot be listed.
  public static func expand(_ paths: [String]) throws(IngestError) -> [String] {
    guard !paths.isEmpty else { return ["-"] }
    var sources: [String] = []
    for path in paths {
      if path == "-" {
        sources.append(path)
        continue
      }
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw IngestError(
          code: .unopenable, source: path, why: "It cannot be opened: \(String(cString: strerror(errno)))")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        sources += try files(in: path)
      } else {
        sources.append(path)
      }
    }
    return sources
  }

  private static func files(in folder: String) throws(IngestError) -> [String] {
    guard let directory = opendir(folder) else {
      throw IngestError(
        code: .unopenable, source: folder, why: "It cannot be listed: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      names.append(path)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
