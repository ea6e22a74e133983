import ArgumentParser
import Foundation
import Glibc
import Hummingbird
import HummingbirdTLS
import Logging
import Review
import Rulebook

/// The reviewers' web pages, a program of its own.
@main
struct ManumitConsole: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manumit-console",
    abstract: "The reviewers' web pages: the queue, flags with their evidence, decisions.",
    discussion: """
      People sign in with their own role in PostgreSQL and its password; what they may read and do is what the \
      database lets them, and what they do is kept there. Where the database is: the PG* variables, or --database.

        manumit-console                              pages for this machine, at http://127.0.0.1:8080
        manumit-console --listen 0.0.0.0:8443 --tls-certificate cert.pem --tls-key key.pem

      It ends on SIGINT or SIGTERM, once what was asked is answered.
      """)

  @Option(help: ArgumentHelp("Where to listen. Beyond this machine it takes TLS.", valueName: "address:port"))
  var listen = ListenAddress("127.0.0.1:8080")!

  @Option(help: ArgumentHelp("Certificate chain, PEM.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("Its private key, PEM.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "libpq connection string or URI without a password. Default: the PG* environment variables.",
      valueName: "conninfo"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "Directory of rule files instead of the shipped ones; may be given several times.", valueName: "dir"))
  var rulebook: [String] = []

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together.")
    }
  }

  func run() async throws {
    Self.keepMemoryPrivate()
    let logger = Logger(label: "manumit-console", factory: StreamLogHandler.standardError(label:))
    do {
      let server = try ConsoleServer(
        listen: listen, tls: try tls(),
        settings: try database.map { text in try ConnectionSettings(text) } ?? ConnectionSettings(),
        rulebook: try rulebook.isEmpty
          ? Rulebook.shipped(examples: false) : Rulebook.load(directories: rulebook, examples: false),
        logger: logger)
      try await server.application().runService()
    } catch let error as any Error & CustomStringConvertible {
      FileHandle.standardError.write(Data("manumit-console: \(error.description)\n".utf8))
      throw ExitCode(78)
    }
  }

  /// A core file would hold passwords on their way, sessions and customers.
  private static func keepMemoryPrivate() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  private func tls() throws -> TLSConfiguration? {
    guard let tlsCertificate, let tlsKey else { return nil }
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(tlsCertificate).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: tlsKey, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      return configuration
    } catch {
      throw ConsoleError(
        .certificate, place: "Reading certificate and key", reason: "\(error)",
        advice: "Both are PEM files that this program's user may read.")
    }
  }
}
