import Foundation

/// A directory of its own for one test, gone with it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("manumit-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where the state of a test lies.
  var state: String { path + "/state" }

  /// Copies the state as it is on disk now, as if the machine had stopped here.
  func copyState(to name: String) throws -> String {
    let copy = path + "/" + name
    try FileManager.default.copyItem(atPath: state, toPath: copy)
    return copy
  }
}
