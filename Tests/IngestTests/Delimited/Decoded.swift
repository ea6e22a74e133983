@testable import Ingest
import Ledger

/// A source decoded in memory, and what came of it.
struct Decoded {
  struct Filed: Equatable {
    var kind: SubjectKind
    var subject: SubjectKey
    var posting: Posting
    var texts: [TextField: String]
  }

  var outcome: DecodeOutcome
  /// By line; of one line, customers first.
  var filed: [Filed]
  var rejections: [Rejection]
  var fields = FieldSet()
  var oddities: [Oddity: Int] = [:]
  /// Rejected records nothing is wrong with, by code.
  var setAside: [String: Int] = [:]

  /// The filings under customers: one a posting.
  var customers: [Filed] { filed.filter { $0.kind == .customer && !Self.isAside($0) } }

  /// Identities of the sums of batches whose payments were told.
  var sums: [UInt64] { filed.filter { $0.kind == .customer && Self.isAside($0) }.map(\.posting.counterparty) }

  /// Whether it takes a sum back, beside the posting of the same record.
  private static func isAside(_ filed: Filed) -> Bool {
    var sum = filed.posting
    sum.identity = sum.counterparty
    sum.takeBack(sum.counterparty)
    return filed.posting.flags.contains(.takesBack) && filed.posting.identity == sum.identity
  }

  init(
    _ bytes: [UInt8], profile: Profile = Profile(), policy: FilingPolicy = FilingPolicy(),
    timeZone: String? = nil, currency: String? = nil, own: [String] = [],
    including included: Set<BookingStatus> = [], chunkBytes: Int = 1 << 16, workers: Int = 1
  ) throws {
    let source = try ByteSource(bytes: bytes, name: "test")
    var settings = DecodeSettings(timeZone: timeZone, currency: currency)
    settings.chunkBytes = chunkBytes
    settings.own = OwnInstitution(own)
    settings.included = included
    let sinks = (0..<workers).map { _ in FilingSink(policy: policy, fileName: "test", file: 7) }
    outcome = try SourceDecoder.decode(
      source, profile: profile, policy: policy, settings: settings, sinks: sinks)
    filed = sinks.flatMap(Self.filings).sorted {
      ($0.posting.line, $0.kind.rawValue) < ($1.posting.line, $1.kind.rawValue)
    }
    rejections = sinks.flatMap { ($0.takeRejections() + $0.takeOlderRejections()) }.sorted {
      $0.byteOffset < $1.byteOffset
    }
    for sink in sinks {
      fields.formUnion(sink.fields)
      oddities.merge(sink.oddities) { $0 + $1 }
      setAside.merge(sink.setAside) { $0 + $1 }
    }
  }

  init(
    _ text: String, profile: Profile = Profile(), policy: FilingPolicy = FilingPolicy(),
    timeZone: String? = nil, currency: String? = nil, chunkBytes: Int = 1 << 16, workers: Int = 1
  ) throws {
    try self.init(
      Array(text.utf8), profile: profile, policy: policy, timeZone: timeZone, currency: currency,
      chunkBytes: chunkBytes, workers: workers)
  }

  private static func filings(_ sink: FilingSink) -> [Filed] {
    var result: [Filed] = []
    for bytes in (0..<SubjectKey.shardCount).flatMap({ sink.buffers.ranges(of: $0) }) {
      var offset = 0
      while offset < bytes.count {
        let posting = Filing.posting(at: offset, in: bytes)
        let own = Filing.texts(at: offset, in: bytes)
        var texts: [TextField: String] = [:]
        for field in TextField.allCases {
          if let text = PostingText.find(field, mask: posting.textMask, in: own) {
            texts[field] = String(decoding: text, as: UTF8.self)
          }
        }
        result.append(
          Filed(
            kind: Filing.kind(at: offset, in: bytes), subject: Filing.subject(at: offset, in: bytes),
            posting: posting, texts: texts))
        offset += Filing.length(at: offset, in: bytes)
      }
    }
    return result
  }
}

/// Where two lists first differ, for a failure message a person can read; nil where they are equal.
func firstDifference<Element: Equatable>(_ left: [Element], _ right: [Element]) -> String? {
  for index in 0..<max(left.count, right.count) {
    let one = index < left.count ? left[index] : nil
    let other = index < right.count ? right[index] : nil
    if one != other {
      return "at \(index): " + (one.map { "\($0)" } ?? "nothing") + " / "
        + (other.map { "\($0)" } ?? "nothing")
    }
  }
  return nil
}
