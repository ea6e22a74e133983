import Ledger

@testable import History

/// A random little bank: files of records, some with ids and some without, with duplicates, twins and
/// contradictions.
struct Scenario {
  var files: [[Record]] = []
  private var generator: Generator
  private static let firstDay = 20_000

  init(seed: UInt64) {
    generator = Generator(seed: seed)
    let subjects = (0..<12).map { SubjectKey(kind: .customer, institution: 1, identifier: "\($0)") }
    for file in 0..<(4 + generator.below(20)) {
      var records: [Record] = []
      let hasIdentifiers = generator.chance(60)
      for line in 1...(1 + generator.below(30)) {
        if let copy = repeated(in: records, hasIdentifiers: hasIdentifiers) {
          records.append(copy.at(file: file + 1, line: line))
          continue
        }
        let record = fresh(subjects[generator.below(subjects.count)], hasIdentifiers: hasIdentifiers)
        records.append(record.at(file: file + 1, line: line))
      }
      files.append(records)
    }
  }

  /// Now and then a record says again, or otherwise, what was said before, in this file or another.
  private mutating func repeated(in records: [Record], hasIdentifiers: Bool) -> Record? {
    let earlier = (generator.chance(50) ? records : files.flatMap { $0 }).filter {
      $0.posting.flags.contains(.contentIdentity) != hasIdentifiers
    }
    guard !earlier.isEmpty, generator.chance(25) else { return nil }
    var copy = earlier[generator.below(earlier.count)]
    if generator.chance(30) { copy.posting.balance += 1 }
    if hasIdentifiers, generator.chance(30) {
      copy.posting.amount += Int64(generator.below(3))
      copy.posting.instant.milliseconds += Int64(generator.below(3)) * 86_400_000
    }
    return copy
  }

  private mutating func fresh(_ key: SubjectKey, hasIdentifiers: Bool) -> Record {
    var posting = Posting()
    let day = BusinessDay(ordinal: Int32(Scenario.firstDay + generator.below(20)))
    posting.instant = Instant(day: day, secondOfDay: generator.below(4) * 20_000, zoneMinutes: -300)
    posting.zoneMinutes = -300
    posting.amount = Int64(generator.below(4)) * 100
    posting.currency = Letters(generator.chance(80) ? "USD" : "EUR") ?? .none
    posting.account = key.low
    posting.flags = .countsRecord
    posting.textMask = TextField.memo.bit
    let text = UInt8(0x61 + generator.below(3))
    let texts: [UInt8] = [2, 0, text, text]
    if hasIdentifiers {
      posting.identity = generator.next()
    } else {
      posting.flags.insert(.contentIdentity)
      posting.identity = texts.withUnsafeBytes { PostingIdentity.digest(of: posting, texts: $0) }
    }
    let kind: SubjectKind = generator.chance(70) ? .customer : .counterparty
    return Record(kind: kind, key: key, posting: posting, texts: texts)
  }

  /// What the history must hold, said slowly: for each subject and identity the posting with the smallest
  /// content hash, twins numbered within their file.
  static func oracle(_ files: [[Record]]) -> [SubjectSlot: Said] {
    var best: [SubjectSlot: [UInt64: Record]] = [:]
    for file in files {
      var seen: [String: Int] = [:]
      for record in file.sorted(by: { $0.posting.line < $1.posting.line }) {
        var final = record
        if record.posting.flags.contains(.contentIdentity) {
          let name = "\(record.kind) \(record.key) \(record.posting.identity)"
          final.posting.identity = PostingIdentity.numbered(
            digest: record.posting.identity, occurrence: seen[name, default: 0])
          seen[name, default: 0] += 1
        }
        let other = best[record.slot]?[final.posting.identity]
        if other.map({ final.content < $0.content }) ?? true {
          best[record.slot, default: [:]][final.posting.identity] = final
        }
      }
    }
    return best.mapValues { records in
      var activity = Activity()
      for record in records.values.sorted(by: { Posting.comesBefore($0.posting, $1.posting) }) {
        record.texts.withUnsafeBytes { activity.append(record.posting, texts: $0) }
      }
      return Said(activity)
    }
  }
}

extension Record {
  func at(file: Int, line: Int) -> Record {
    var copy = self
    copy.posting.file = UInt32(file)
    copy.posting.line = UInt32(line)
    return copy
  }

  /// The hash that decides which of two contradicting postings stays.
  var content: UInt64 {
    var bytes = withUnsafeBytes(of: posting) { Array($0[..<MemoryLayout<Posting>.size]) }
    bytes += texts
    return bytes.withUnsafeBytes { all in
      let start = all.baseAddress.unsafelyUnwrapped
      return MergeEntry(
        instant: 0, identity: 0, posting: start, text: start + MemoryLayout<Posting>.size,
        textLength: UInt32(texts.count), marks: []
      ).content()
    }
  }
}
