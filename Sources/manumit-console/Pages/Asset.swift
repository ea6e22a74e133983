import Hummingbird

/// Style and script, compiled into the program.
enum Asset: String, CaseIterable, Sendable {
  case style = "console.css"
  case script = "console.js"

  private var bytes: [UInt8] {
    switch self {
    case .style: PackageResources.console_css
    case .script: PackageResources.console_js
    }
  }

  private var mediaType: String {
    switch self {
    case .style: "text/css; charset=utf-8"
    case .script: "text/javascript; charset=utf-8"
    }
  }

  /// With a mark of its content: a browser that keeps one asks anew after an upgrade.
  var address: String { Self.addresses[self] ?? "/assets/\(rawValue)" }

  private static let addresses = Dictionary(
    uniqueKeysWithValues: allCases.map { asset in
      // FNV-1a, 64 bits: tells contents apart, proves nothing.
      let mark = asset.bytes.reduce(14_695_981_039_346_656_037 as UInt64) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }
      return (asset, "/assets/\(asset.rawValue)?\(String(mark, radix: 36))")
    })

  /// Nothing of a customer is in it: it may be kept for an hour.
  var response: Response {
    Response(
      status: .ok,
      headers: [.contentType: mediaType, .cacheControl: "private, max-age=3600"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
