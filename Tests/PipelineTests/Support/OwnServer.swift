import Foundation
import Testing

/// A PostgreSQL server of one test, which may be killed: started and found as `Scripts/lib/postgres.sh` does it.
final class OwnServer {
  private let directory = "/tmp/manumit-own-" + UUID().uuidString.prefix(8).lowercased()
  /// Where it listens, for PGHOST.
  private(set) var environment: [String: String] = [:]

  private static let library = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scripts/lib/postgres.sh").path

  init() throws {
    try start()
  }

  deinit {
    _ = try? Self.shell("postgres_stop '\(directory)'")
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Starts it, or starts it again.
  func start() throws {
    let host = try Self.shell("postgres_start '\(directory)'")
    environment = ["PGHOST": host, "PGUSER": "postgres", "PGDATABASE": "postgres"]
  }

  /// An immediate shutdown: no client is told, nothing is saved (SIGQUIT to the postmaster).
  func kill() throws {
    let file = try String(contentsOfFile: directory + "/data/postmaster.pid", encoding: .utf8)
    let number = try #require(file.split(separator: "\n").first.flatMap { pid_t($0) })
    Glibc.kill(number, SIGQUIT)
    for _ in 0..<3_000 where Glibc.kill(number, 0) == 0 { usleep(10_000) }
    #expect(Glibc.kill(number, 0) != 0, "the server is still there")
  }

  /// Runs a function of the library; what PGHOST is then.
  private static func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "source \"$0\" && \(command) && echo \"$PGHOST\"", library]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command)")
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
