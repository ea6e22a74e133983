import Ingest
import Ledger

/// Messages: whatever the bytes, nothing is lost or invented, and how they were cut does not matter.
enum MessageFuzz {
  static func run(_ bytes: [UInt8], _ format: SourceFormat) throws(BrokenPromise) {
    var profile = Profile()
    profile.format = format
    let whole = MessageFuzzReading(bytes, profile, chunkBytes: 1 << 16)
    try whole.keepsPromises()
    guard whole == MessageFuzzReading(bytes, profile, chunkBytes: 1 + bytes.count * 7 % 377) else {
      throw BrokenPromise("read in small pieces it is something else")
    }
  }
}

/// What came of some bytes: refused as a whole, or records.
private struct MessageFuzzReading: Equatable {
  var refusal: IngestError?
  var read = RecordTally()
  var accepted = RecordTally()
  var rejected = RecordTally()
  var controls: [String] = []
  var rejections: [Rejection] = []
  var filings: [[UInt8]] = []

  init(_ bytes: [UInt8], _ profile: Profile, chunkBytes: Int) {
    let sink = FilingSink(policy: FilingPolicy(), fileName: "fuzz", file: 1)
    var settings = DecodeSettings()
    settings.chunkBytes = chunkBytes
    settings.included = Set(BookingStatus.allCases)
    do throws(IngestError) {
      let outcome = try SourceDecoder.decode(
        ByteSource(bytes: bytes, name: "fuzz"), profile: profile, policy: FilingPolicy(), settings: settings,
        sinks: [sink])
      (read, accepted, rejected) = (outcome.read, outcome.accepted, outcome.rejected)
      controls = outcome.record.controls
      rejections = sink.takeRejections()
      filings = (0..<SubjectKey.shardCount).map { shard in
        sink.buffers.ranges(of: shard).flatMap { Array($0) }
      }
    } catch {
      refusal = error
    }
  }

  func keepsPromises() throws(BrokenPromise) {
    if let refusal {
      guard !refusal.code.rawValue.isEmpty, !refusal.why.isEmpty else {
        throw BrokenPromise("refused without a reason")
      }
      return
    }
    var sum = accepted
    sum.add(rejected)
    guard sum == read else { throw BrokenPromise("read is not accepted and rejected") }
    guard rejections.count == rejected.records else {
      throw BrokenPromise("\(rejected.records) rejected, \(rejections.count) kept")
    }
    for rejection in rejections
    where rejection.code.isEmpty || rejection.reason.isEmpty || rejection.line < 1 || rejection.byteOffset < 0
    {
      throw BrokenPromise("a rejection without code, reason or place")
    }
  }
}
