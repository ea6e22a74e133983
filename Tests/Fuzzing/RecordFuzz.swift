import Ingest
import Ledger
import TestSupport

/// Records: whatever the bytes, nothing is lost or invented, and how they were cut does not matter.
enum RecordFuzz {
  /// Bytes at the beginning of a mutant that choose how the rest is read.
  static let choices = 4

  static func delimited(_ bytes: [UInt8]) throws(BrokenPromise) {
    let choice = bytes.prefix(choices) + Array(repeating: 0, count: max(0, choices - bytes.count))
    try compare(Array(bytes.dropFirst(choices)), profile(Array(choice)), salt: Int(choice[3]))
  }

  static func ndjson(_ bytes: [UInt8]) throws(BrokenPromise) {
    var profile = Profile()
    profile.format = .ndjson
    profile.fields = [
      .identifier: [.path(written: "id")], .account: [.path(written: "account_id")],
      .timestamp: [.path(written: "timestamp")], .amount: [.path(written: "money[0].value")],
      .currency: [.path(written: "money[0].unit")],
      .memo: [.path(written: "memo"), .path(written: "note.text")],
      .direction: [.path(written: "direction")],
    ]
    try compare(bytes, bytes.count.isMultiple(of: 3) ? .plainObjects : profile, salt: bytes.count)
  }

  static func sniffed(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let proposal = try? Sniffer.proposal(for: bytes, isWhole: true) else { return }
    guard (try? Sniffer.proposal(for: bytes, isWhole: true)) == proposal else {
      throw BrokenPromise("the same sample gives two proposals")
    }
    let format = proposal.profile.format
    guard format == .delimited || format == .ndjson else { return try MessageFuzz.run(bytes, format) }
    try compare(bytes, proposal.profile, salt: bytes.count)
  }

  private static func profile(_ choice: [UInt8]) -> Profile {
    func pick<Element>(_ index: Int, _ shift: UInt8, of all: [Element]) -> Element {
      all[Int(choice[index] >> shift) % all.count]
    }
    var profile = Profile()
    profile.dialect.delimiter = pick(0, 0, of: [0x2C, 0x3B, 0x09, 0x7C])
    profile.dialect.quote = pick(0, 2, of: [0x22, 0x22, 0x27, nil])
    profile.dialect.encoding = pick(0, 4, of: [.utf8, .utf8, .latin1, .windows1252])
    profile.dialect.allowsShortRows = choice[0] & 0x40 != 0
    profile.dialect.preambleLines = choice[0] & 0x80 == 0 ? 0 : 1
    profile.time.order = pick(1, 0, of: DateOrder.allCases)
    profile.time.origin = "2026-01-01"
    profile.time.zone = pick(1, 4, of: [nil, "UTC", "America/Chicago", "-06:00"])
    profile.currency = pick(2, 0, of: ["USD", "JPY", "KWD", nil])
    profile.amount.decimalMark = pick(2, 2, of: [0x2E, 0x2C])
    profile.amount.sign = pick(2, 3, of: AmountSign.allCases)
    profile.amount.roundsSurplusDecimals = choice[2] & 0x80 != 0
    profile.legs = choice[1] & 0x80 == 0 ? .one : .both
    if choice[1] & 0x40 != 0 {
      profile.dialect.trailers = [TrailerRule(prefix: "T", countField: 2, totalField: 3)]
    }
    guard choice[3] & 0x80 != 0 else { return profile }
    profile.dialect.hasHeader = false
    profile.fields = [
      .account: [.position(1)], .amount: [.position(2)], .timestamp: [.position(3)],
      .currency: [.position(4)], .memo: [.position(5), .position(7)], .debitAmount: [.position(2)],
      .creditAmount: [.position(6)], .direction: [.position(6)],
    ]
    return profile
  }

  /// Reads in one piece and in small ones, and holds both to what is promised.
  private static func compare(_ bytes: [UInt8], _ profile: Profile, salt: Int) throws(BrokenPromise) {
    let whole = Reading(bytes, profile, chunkBytes: 1 << 16)
    try whole.keepsPromises(bytes)
    // Mostly pieces of some records' length: each is handed from thread to thread.
    let chunkBytes = salt.isMultiple(of: 16) ? 1 + salt % 7 : 24 + salt * 7 % 377
    let cut = Reading(bytes, profile, chunkBytes: chunkBytes)
    guard whole == cut else { throw BrokenPromise("read in small pieces it is something else") }
  }
}

extension Profile {
  /// Objects whose keys are named as the fields are.
  fileprivate static var plainObjects: Profile {
    var profile = Profile()
    profile.format = .ndjson
    return profile
  }
}

/// What came of some bytes: refused as a whole, or records.
private struct Reading: Equatable {
  var refusal: IngestError?
  var outcome: Outcome?
  var rejections: [Rejection] = []
  /// What was filed, without regard to the order of shards' blocks: one worker files in the order of lines.
  var filings: [[UInt8]] = []

  struct Outcome: Equatable {
    var record: SourceRecord
    var read: RecordTally
    var accepted: RecordTally
    var rejected: RecordTally
    var header: [UInt8]
  }

  init(_ bytes: [UInt8], _ profile: Profile, chunkBytes: Int) {
    let sink = FilingSink(policy: FilingPolicy(), fileName: "fuzz", file: 1)
    var settings = DecodeSettings()
    settings.chunkBytes = chunkBytes
    do throws(IngestError) {
      let source = try ByteSource(bytes: bytes, name: "fuzz")
      let outcome = try SourceDecoder.decode(
        source, profile: profile, policy: FilingPolicy(), settings: settings, sinks: [sink])
      self.outcome = Outcome(
        record: outcome.record, read: outcome.read, accepted: outcome.accepted, rejected: outcome.rejected,
        header: outcome.header)
      rejections = sink.takeRejections()
      filings = (0..<SubjectKey.shardCount).map { shard in
        sink.buffers.ranges(of: shard).flatMap { Array($0) }
      }
    } catch {
      refusal = error
    }
  }

  func keepsPromises(_ bytes: [UInt8]) throws(BrokenPromise) {
    if let refusal, refusal.code.rawValue.isEmpty || refusal.why.isEmpty {
      throw BrokenPromise("refused without a reason")
    }
    guard let outcome else { return }
    var sum = outcome.accepted
    sum.add(outcome.rejected)
    guard sum == outcome.read else { throw BrokenPromise("read is not accepted and rejected") }
    guard rejections.count == outcome.rejected.records else {
      throw BrokenPromise("\(outcome.rejected.records) rejected, \(rejections.count) kept")
    }
    var end = 0
    for rejection in rejections {
      guard rejection.byteOffset >= end, rejection.byteOffset + rejection.raw.count <= outcome.record.bytes
      else {
        throw BrokenPromise("a rejection at byte \(rejection.byteOffset) overlaps another or the end")
      }
      end = rejection.byteOffset + rejection.raw.count
      guard !rejection.code.isEmpty, !rejection.reason.isEmpty, rejection.line >= 1 else {
        throw BrokenPromise("a rejection without code, reason or line")
      }
    }
    // Where nothing was compressed, the bytes of a rejection are those of the source at its place.
    guard outcome.record.bytes == bytes.count else { return }
    for rejection in rejections {
      let place = rejection.byteOffset..<(rejection.byteOffset + rejection.raw.count)
      guard bytes[place].elementsEqual(rejection.raw) else {
        throw BrokenPromise(
          "a rejection at byte \(rejection.byteOffset) holds other bytes than the source there")
      }
    }
  }
}
