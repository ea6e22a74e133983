@testable import Ingest
import Ledger

/// A source of a message format decoded in memory, as it would be by a run: recognised by its content.
struct MessageBench {
  var decoded: Decoded
  /// What it was recognised as.
  var format: SourceFormat

  /// - Throws: `IngestError` where the source is recognised as no message format, or cannot be read.
  init(
    _ bytes: [UInt8], own: [String] = [], including included: Set<BookingStatus> = [],
    timeZone: String? = nil,
    chunkBytes: Int = 1 << 16
  ) throws {
    guard let format = SourceFormat.recognised(MessageSample(bytes.prefix(Sniffer.sampleBytes))) else {
      throw IngestError(code: .formatNotRead, why: "It was recognised as no message format")
    }
    self.format = format
    var profile = Profile()
    profile.format = format
    decoded = try Decoded(
      bytes, profile: profile, timeZone: timeZone, own: own, including: included, chunkBytes: chunkBytes)
  }

  init(
    _ text: String, own: [String] = [], including included: Set<BookingStatus> = [], timeZone: String? = nil,
    chunkBytes: Int = 1 << 16
  ) throws {
    try self.init(
      Array(text.utf8), own: own, including: included, timeZone: timeZone, chunkBytes: chunkBytes)
  }

  /// What was filed under customers, a line each: day, direction, amount, account, then texts by name.
  var lines: [String] {
    decoded.customers.map { filed in
      let posting = filed.posting
      let texts = TextField.allCases.filter { $0 != .account }.compactMap { field in
        filed.texts[field].map { "\(field.canonicalName)=\($0)" }
      }
      return
        ([
          "\(posting.day)", posting.direction.name, posting.money.readable, posting.channel.name,
          filed.texts[.account] ?? "",
        ] + texts).joined(separator: " ")
    }
  }

  /// The codes of what was rejected or set aside, by line.
  var rejections: [String] { decoded.rejections.map { "\($0.line) \($0.code)" } }

  /// Control totals, as the run record has them.
  var controls: [String] { decoded.outcome.record.controls }
}
