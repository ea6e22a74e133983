import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// What the program says over a network, and to whom. A server of its own with a certificate of a private authority.
@Suite(.serialized, .enabled(if: Certificates.canBeMade, "\(Certificates.skipped)"))
struct TransportTests {
  static let isAvailable =
    ScratchDatabase.isAvailable
    && (try? BuiltProgram.run(["openssl", "version"], of: "/usr/bin/env").status) == 0
  static let skipped = "needs the program, a PostgreSQL server of its own and openssl: Scripts/test has them"

  /// The host that the certificate names; nothing needs to resolve it.
  private static let host = "db.example"
  private static let password = "hunter2-MARKER"

  private let directory = "/tmp/manumit-tls-\(UUID().uuidString.prefix(8).lowercased())"
  private let port = Int.random(in: 20_000..<32_000)

  private func shell(_ command: String) throws {
    let library = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scripts/lib/postgres.sh").path
    let result = try BuiltProgram.run(["-c", "source \"$0\" && \(command)", library], of: "/bin/bash")
    try #require(result.status == 0, "\(command): \(result.errors)")
  }

  /// An environment that leads to the server and nowhere else; `changes` come last, an empty value for none.
  private func environment(_ changes: [String: String]) -> [String: String] {
    [
      "PGHOST": Self.host, "PGHOSTADDR": "127.0.0.1", "PGPORT": "\(port)", "PGUSER": "postgres",
      "PGDATABASE": "postgres", "PGPASSWORD": Self.password, "PGSSLROOTCERT": "\(directory)/tls/ca.crt",
      "PGSYSCONFDIR": directory, "PGSERVICEFILE": "\(directory)/services", "PGPASSFILE": "/dev/null",
    ].merging(changes) { $1 }
  }

  private func status(_ changes: [String: String] = [:], _ arguments: [String] = []) throws -> (Int32, String)
  {
    let result = try BuiltProgram.run(
      ["database", "status"] + arguments, environment: environment(changes))
    #expect(!(result.output + result.errors).contains(Self.password), "\(changes)")
    return (result.status, result.errors)
  }

  @Test(.timeLimit(.minutes(10))) func aServerMustProveItself() throws {
    defer {
      try? shell("postgres_stop \(directory)")
      try? FileManager.default.removeItem(atPath: directory)
    }
    try shell("postgres_start_tls \(directory) \(Self.host) \(port)")
    try """
    [plain]
    host=127.0.0.1
    sslmode=disable
    [unsaid]
    host=other.example
    """.write(toFile: directory + "/services", atomically: false, encoding: .utf8)

    // Its name, and an authority we know: said or unsaid, that is what is asked for.
    for mode in ["verify-full", "prefer", ""] {
      let changes = mode.isEmpty ? [:] : ["PGSSLMODE": mode]
      let (status, errors) = try status(changes)
      #expect(status == 0, "\(mode): \(errors)")
    }
    // A night's results go the same way.
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let file = try state.write(RandomExport(100, days: 5, seed: 3).rows, to: "export.csv")
    let scan = ["scan", file, "--state", state.statePath, "--rulebook", rules]
    #expect(try BuiltProgram.run(["database", "migrate"], environment: environment([:])).status == 0)
    let delivered = try BuiltProgram.run(scan, environment: environment([:]))
    #expect(delivered.status == 0 && delivered.output.contains("flags created"), "\(delivered.errors)")

    let refusals: [([String: String], [String], String)] = [
      (["PGSSLROOTCERT": "\(directory)/tls/other.crt"], [], "certificate verify failed"),
      (["PGSSLROOTCERT": "\(directory)/none.crt"], [], "does not exist"),
      (["PGHOST": "other.example"], [], "does not match host name \"other.example\""),
      (["PGHOST": "127.0.0.1"], [], "does not match host name \"127.0.0.1\""),
      (["PGHOST": "other.example", "PGSSLMODE": "prefer"], [], "does not match host name"),
      ([:], ["--database", "host=other.example"], "does not match host name"),
      ([:], ["--database", "service=unsaid"], "does not match host name"),
      (["PGSERVICE": "unsaid", "PGHOST": ""], [], "does not match host name"),
    ]
    for (changes, arguments, reason) in refusals {
      let (status, errors) = try status(changes, arguments)
      #expect(status == 78, "\(changes) \(arguments): \(errors)")
      #expect(
        errors.contains(reason) && errors.contains("PGSSLROOTCERT"), "\(changes) \(arguments): \(errors)")
    }
    // Whoever wants less says so.
    for (changes, arguments) in [
      (["PGHOST": "other.example", "PGSSLMODE": "require", "PGSSLROOTCERT": "\(directory)/none.crt"], []),
      (["PGHOST": "127.0.0.1", "PGSSLMODE": "disable"], []),
      ([:], ["--database", "host=127.0.0.1 sslmode=disable"]), ([:], ["--database", "service=plain"]),
    ] as [([String: String], [String])] {
      let (status, errors) = try status(changes, arguments)
      #expect(status == 0, "\(changes) \(arguments): \(errors)")
    }
    #expect(try status(["PGSSLMODE": "nonsense"]).1.contains("invalid sslmode value"))

    // The same server without TLS.
    let socket = ["PGHOST": "\(directory)/socket", "PGHOSTADDR": "", "PGSSLMODE": "verify-full"]
    #expect(try status(socket).0 == 0, "a socket of the same machine needs none")
    try shell(
      "psql -Xq -h \(directory)/socket -p \(port) -U postgres -d postgres -c 'ALTER SYSTEM SET ssl = off'"
        + " -c 'SELECT pg_reload_conf(), pg_sleep(1)'")
    let (status, errors) = try status()
    #expect(status == 78 && errors.contains("server does not support SSL"), "\(errors)")
  }

  /// Before the server has proved itself it learns nothing: not the user, not the database, and no password.
  @Test(.timeLimit(.minutes(10))) func whoCannotProveItselfLearnsNothing() throws {
    let listener = try Listener()
    let said = try BuiltProgram.run(
      ["database", "status"], environment: environment(["PGPORT": "\(listener.port)", "PGUSER": "MARKER"]))
    #expect(said.status == 78, "\(said.errors)")
    let heard = listener.heard()
    // SSLRequest: length 8, code 80877103 (PostgreSQL manual, "Message Formats").
    #expect(!heard.isEmpty && heard.allSatisfy { $0 == [0, 0, 0, 8, 4, 210, 22, 47] }, "\(heard)")
  }
}

private enum Certificates {
  static let canBeMade =
    ScratchDatabase.isAvailable
    && (try? BuiltProgram.run(["openssl", "version"], of: "/usr/bin/env").status) == 0
  static let skipped = "needs the program, a PostgreSQL server of its own and openssl: Scripts/test has them"
}

/// Takes connections on a port of this machine and answers `N`: no TLS here.
private final class Listener: @unchecked Sendable {
  let port: UInt16
  private let socket: Int32
  private let lock = NSLock()
  private var conversations: [[UInt8]] = []

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 8) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isReady)
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while case let connection = accept(socket, nil, nil), connection >= 0 { converse(connection) }
    }
  }

  private func converse(_ connection: Int32) {
    var heard: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(connection, &buffer, buffer.count), count > 0 {
      if heard.isEmpty { _ = write(connection, "N", 1) }
      heard += buffer.prefix(count)
    }
    close(connection)
    lock.withLock { conversations.append(heard) }
  }

  /// What each caller said, once the callers are gone.
  func heard() -> [[UInt8]] {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
    return lock.withLock { conversations }
  }
}
