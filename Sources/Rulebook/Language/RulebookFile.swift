import Foundation

/// One file of a rulebook, already read.
public struct RulebookFile: Hashable, Sendable {
  /// How errors name it.
  public var name: String
  /// Its place within its folder: with the text what the rulebook's hash is made of.
  public var path: String
  public var text: String
  /// Which of the folders it came from: reference data of a later one replaces that of an earlier one.
  public var layer: Int

  public init(name: String, text: String, layer: Int = 0) {
    self.name = name
    path = name
    self.text = text
    self.layer = layer
  }

  /// A rule file with more than this many bytes is something else by mistake.
  static let maximumBytes = 1 << 20

  /// How the names of files end that are read.
  static let suffixes = [".yaml", ".yml", ".txt"]

  /// Every file below a folder whose name ends in one of the suffixes, in the order of their paths.
  static func all(
    in directory: String, shownAs prefix: String, layer: Int, log: ErrorLog, suffixes: [String] = suffixes
  ) -> [RulebookFile] {
    func unreadable(_ name: String, _ why: String) {
      log.report(RulebookError(code: .unreadable, file: name, line: 1, column: 1, message: why))
    }
    let manager = FileManager.default
    var isDirectory: ObjCBool = false
    guard manager.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue,
      let paths = manager.subpaths(atPath: directory)
    else {
      unreadable(directory, "no such folder of rules")
      return []
    }
    var files: [RulebookFile] = []
    for path in paths.sorted() where suffixes.contains(where: path.hasSuffix) {
      let name = "\(prefix)/\(path)"
      guard let data = manager.contents(atPath: "\(directory)/\(path)"), data.count <= maximumBytes else {
        unreadable(name, "cannot be read, or is larger than \(maximumBytes) bytes")
        continue
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        unreadable(name, "is not UTF-8")
        continue
      }
      var file = RulebookFile(name: name, text: text, layer: layer)
      file.path = path
      files.append(file)
    }
    return files
  }
}
