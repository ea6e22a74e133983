import Glibc

/// A source to read, and whose wish that is.
public struct ListedSource: Hashable, Sendable {
  /// A path, or `-`.
  public var path: String
  /// The folder it was found in, as that was named; nil where the source itself was named.
  public var folder: String?
}

/// Which sources a command line names.
public enum SourceList {
  /// Replaces each folder by the regular files in it that are not hidden, sorted by name (by bytes, so that
  /// it is the same everywhere). No path at all is standard input.
  ///
  /// - Throws: an `IngestError` where a path does not exist, or a folder cannot be listed, holds no file, or holds a
  ///   link that leads nowhere: what it should lead to may be tonight's export.
  public static func expand(_ paths: [String]) throws(IngestError) -> [ListedSource] {
    guard !paths.isEmpty else { return [ListedSource(path: "-")] }
    var sources: [ListedSource] = []
    for path in paths {
      if path == "-" {
        sources.append(ListedSource(path: path))
        continue
      }
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw IngestError(
          code: .unopenable, source: path, why: "It cannot be opened: \(String(cString: strerror(errno)))")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        let found = try files(in: path)
        guard !found.isEmpty else { throw nothing(in: path, why: "There is no file in it") }
        sources += found.map { ListedSource(path: $0, folder: path) }
      } else {
        sources.append(ListedSource(path: path))
      }
    }
    return sources
  }

  /// The error for a folder that gives a run nothing to read.
  public static func nothing(in folder: String, why: String) -> IngestError {
    IngestError(
      code: .nothingToRead, source: folder, why: why,
      remedy: "Check the path; `manumit check` on one of its files says what is in it")
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
      guard stat(path, &status) == 0 else {
        let reason = String(cString: strerror(errno))
        // A file that was there a moment ago and is no more was never handed over.
        guard lstat(path, &status) == 0 else { continue }
        throw IngestError(
          code: .unopenable, source: path, why: "It cannot be opened: \(reason)",
          remedy: "Remove the link, or put back what it leads to")
      }
      guard status.st_mode & S_IFMT == S_IFREG else { continue }
      names.append(path)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
