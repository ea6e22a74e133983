import Dispatch
import Glibc
import Testing

@testable import Review

/// A server that takes the connection and never says a word, as one behind a firewall that drops packets.
struct SilentServerTests {
  @Test(.timeLimit(.minutes(2))) func nobodyWaitsForItForEver() throws {
    let listener = try Listener()
    let settings = try ConnectionSettings(
      "host=127.0.0.1 port=\(listener.port) dbname=x user=x sslmode=disable gssencmode=disable connect_timeout=2"
    )
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      let error = #expect(throws: ReviewError.self) { _ = try Connection(settings) }
      #expect(error?.code == .unreachable, "\(error?.description ?? "")")
      #expect(error?.isWorthRetrying == true)
      ended.signal()
    }
    // Once connected, what the kernel does of itself about a peer that went silent.
    let socket = try listener.clientSocket()
    #expect(Self.option(SOL_SOCKET, SO_KEEPALIVE, of: socket) == 1)
    #expect(Self.option(CInt(IPPROTO_TCP), TCP_KEEPIDLE, of: socket) == 60)
    #expect(Self.option(CInt(IPPROTO_TCP), TCP_KEEPINTVL, of: socket) == 15)
    #expect(Self.option(CInt(IPPROTO_TCP), TCP_KEEPCNT, of: socket) == 4)
    #expect(Self.option(CInt(IPPROTO_TCP), TCP_USER_TIMEOUT, of: socket) == 120_000)
    #expect(ended.wait(timeout: .now() + 60) == .success, "it still waits")
  }

  @Test(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
  func theServerIsToldNotToWaitForUsEither() throws {
    let connection = try Connection()
    #expect(try connection.value("SELECT current_setting('lock_timeout')") == "10min")
    #expect(
      try connection.value("SELECT current_setting('idle_in_transaction_session_timeout')") == "10min")
  }

  private static func option(_ level: CInt, _ name: CInt, of socket: CInt) -> CInt {
    var value: CInt = -1
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(socket, level, name, &value, &size) == 0 ? value : -1
  }
}

/// A port of this machine on which connections are taken and left alone.
private final class Listener {
  private let descriptor: CInt
  let port: UInt16

  init() throws {
    let opened = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    descriptor = opened
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(opened, $0, size) == 0 && listen(opened, 8) == 0 && getsockname(opened, $0, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    try #require(isBound)
  }

  deinit { close(descriptor) }

  /// The other end of the first connection, which this process holds as well.
  func clientSocket() throws -> CInt {
    for _ in 0..<1_000 {
      for candidate in CInt(3)..<1_024 where isClient(candidate) { return candidate }
      usleep(10_000)
    }
    throw POSIXError()
  }

  private func isClient(_ candidate: CInt) -> Bool {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(candidate, $0, &size) }
    }
    return status == 0 && Int32(address.sin_family) == AF_INET && UInt16(bigEndian: address.sin_port) == port
  }

  private struct POSIXError: Error {}
}
