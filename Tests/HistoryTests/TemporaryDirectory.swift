import Foundation

/// A directory of its own for one test, gone with it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    // Memory where there is some: hundreds of commits wait for the device otherwise.
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = parent + "/manumit-\(UUID().uuidString)"
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
