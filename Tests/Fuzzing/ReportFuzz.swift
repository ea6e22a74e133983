import Ingest
import Ledger

/// Messages and reports: whatever the bytes, every record is accepted or refused with a reason, and how the source was cut
/// does not matter.
enum ReportFuzz {
  static func run(_ bytes: [UInt8], as format: SourceFormat) throws(BrokenPromise) {
    let whole = Reading(bytes, format, chunkBytes: 1 << 16)
    try whole.keepsPromises()
    let cut = Reading(bytes, format, chunkBytes: 1 + bytes.count % 379)
    guard whole == cut else { throw BrokenPromise("read in small pieces it is something else") }
  }

  private struct Reading: Equatable {
    var refusal: IngestError?
    var record: SourceRecord?
    var read = RecordTally()
    var sum = RecordTally()
    var rejections: [Rejection] = []
    /// What was filed: one worker files in the order of the source.
    var filings: [[UInt8]] = []

    init(_ bytes: [UInt8], _ format: SourceFormat, chunkBytes: Int) {
      var profile = Profile()
      profile.format = format
      var settings = DecodeSettings()
      settings.chunkBytes = chunkBytes
      settings.own = OwnInstitution(bytes.count.isMultiple(of: 2) ? [] : ["ALPHUS33", "231380104"])
      let sink = FilingSink(policy: FilingPolicy(), fileName: "fuzz", file: 1)
      do throws(IngestError) {
        let outcome = try SourceDecoder.decode(
          try ByteSource(bytes: bytes, name: "fuzz"), profile: profile, policy: FilingPolicy(),
          settings: settings,
          sinks: [sink])
        record = outcome.record
        read = outcome.read
        sum = outcome.accepted
        sum.add(outcome.rejected)
        rejections = sink.takeRejections()
        filings = (0..<SubjectKey.shardCount).map { sink.buffers.ranges(of: $0).flatMap { Array($0) } }
      } catch {
        refusal = error
      }
    }

    func keepsPromises() throws(BrokenPromise) {
      if let refusal, refusal.code.rawValue.isEmpty || refusal.why.isEmpty {
        throw BrokenPromise("refused without a reason")
      }
      guard sum == read else { throw BrokenPromise("read is not accepted and rejected") }
      for rejection in rejections {
        guard !rejection.code.isEmpty, !rejection.reason.isEmpty, rejection.line >= 1,
          rejection.byteOffset >= 0,
          rejection.byteOffset <= record?.bytes ?? 0
        else {
          throw BrokenPromise("a rejection without code, reason or place")
        }
      }
    }
  }
}
