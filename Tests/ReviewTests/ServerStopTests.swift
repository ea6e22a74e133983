import Foundation
import History
import Ledger
import Testing

@testable import Review

/// A server of its own that is really stopped and started again: slower, hence one test.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ServerStopTests {
  private let library = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scripts/lib/postgres.sh").path

  /// Runs a function of the library and prints PGHOST, which the function may have set.
  private func shell(_ command: String) throws -> String {
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

  @Test(.timeLimit(.minutes(10))) func aStoppedServerIsUnreachableAndNothingIsLost() throws {
    var generator = SystemRandomNumberGenerator()
    let directory = "/tmp/manumit-stop-" + String(generator.next(), radix: 36)
    defer {
      _ = try? shell("postgres_stop \(directory)")
      try? FileManager.default.removeItem(atPath: directory)
    }
    let host = try shell("postgres_start \(directory)")
    let settings = try ConnectionSettings("host=\(host) dbname=postgres user=postgres")
    let connection = try Connection(settings)
    _ = try Migrations.apply(on: connection).count
    let entries: [OutboxEntry] = [.flag(Fixture.flag(), run: "r1"), .run(Fixture.run())]
    _ = try Publisher.publish([entries[0]], on: connection)

    _ = try shell("postgres_stop \(directory)")
    let middle = #expect(throws: ReviewError.self) { try Publisher.publish(entries, on: connection) }
    #expect(middle?.code == .unreachable)
    let away = #expect(throws: ReviewError.self) { _ = try Connection(settings).queue(limit: 1) }
    #expect(away?.code == .unreachable)

    #expect(try shell("postgres_start \(directory)") == host)
    let again = try Connection(settings)
    let report = try Publisher.publish(entries, on: again)
    #expect(report.flagsCreated == 0 && report.runs == 1)
    #expect(try again.queue(limit: 9).count == 1)
  }
}
