import ArgumentParser
import Glibc

/// Where the console listens: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
struct ListenAddress: Hashable, Sendable {
  /// As it is bound to; `localhost` is 127.0.0.1 here, whatever a resolver says.
  let host: String
  let port: Int

  /// Nil where it is no host with a port.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return nil
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.host = host == "localhost" ? "127.0.0.1" : host
    self.port = Int(port)
  }

  /// Whether only this machine can reach it. A name is not looked up: it counts as reachable from outside.
  var isLoopback: Bool {
    var four = in_addr()
    // The first byte of an address in network order.
    if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    return host == "::1"
  }

  /// As a browser is told.
  var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension ListenAddress: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
