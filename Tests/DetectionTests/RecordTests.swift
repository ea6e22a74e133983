import Detection
import TestSupport
import Testing

@Suite struct RecordTests {
  private static let seeds: ClosedRange<UInt64> = 1...60

  @Test(arguments: seeds) func whatIsWrittenIsRead(seed: UInt64) throws {
    var maker = RecordMaker(seed: seed)
    let flag = maker.flag()
    #expect(try Flag(record: flag.record) == flag, "seed \(seed)")
    let findings = maker.list { $0.finding() }
    #expect(try [Finding](record: findings.record) == findings, "seed \(seed)")
    let gathered = maker.list { $0.gathered() }
    #expect(try [GatheredFinding](record: gathered.record) == gathered, "seed \(seed)")
  }

  @Test(arguments: seeds) func equalValuesAreEqualBytes(seed: UInt64) {
    var maker = RecordMaker(seed: seed)
    let flag = maker.flag()
    var again = flag
    // The same fields entered backwards into a larger table lie elsewhere in memory.
    for finding in again.findings.indices {
      for row in again.findings[finding].evidence.indices {
        var fields: [String: String] = [:]
        fields.reserveCapacity(500)
        for (key, value) in again.findings[finding].evidence[row].fields.reversed() { fields[key] = value }
        again.findings[finding].evidence[row].fields = fields
      }
    }
    #expect(again.record == flag.record, "seed \(seed)")
    again.score ^= 1
    #expect(again.record != flag.record, "seed \(seed)")
  }

  /// In version 4 a measure did not say how many postings it leaves out, for it left out none.
  @Test func theVersionBeforeIsRead() throws {
    var writer = RecordWriter()
    var older = Measure(
      text: "sum of cash", aggregate: "sum", field: nil, set: "cash", from: 1, until: 2,
      value: Quantity(3, .count), unlisted: 0)
    writer.write(older)
    // The last byte is what the version before did not write.
    let bytes = [4] + writer.bytes.dropFirst().dropLast()
    #expect(try Measure(record: bytes) == older)
    older.unlisted = 1
    #expect(try Measure(record: older.record) == older)
    #expect(throws: RecordError.self) { try Measure(record: [3] + bytes.dropFirst()) }
  }

  @Test func extremeNumbersComeBack() throws {
    for value in [Int64.min, .min + 1, -1, 0, 1, 63, 64, 127, 128, .max - 1, .max] {
      for unit in [Quantity.Unit.count, .money("USD"), .money(""), .seconds, .metres, .basisPoints] {
        let quantity = Quantity(value, unit)
        #expect(try Quantity(record: quantity.record) == quantity)
      }
    }
  }

  /// `String` takes the two for equal; the source's own bytes must come back all the same.
  @Test func lettersComeBackAsTheSourceWroteThem() throws {
    let composed = "Jos\u{E9}"
    let decomposed = "Jose\u{301}"
    let profile = SubjectProfile(subject: composed, kind: decomposed, identifier: composed, name: decomposed)
    let read = try SubjectProfile(record: profile.record)
    #expect(Array(read.subject.utf8) == Array(composed.utf8))
    #expect(Array(read.kind.utf8) == Array(decomposed.utf8))
    #expect(Array(read.identifier.utf8) == Array(composed.utf8))
    #expect(read.name.map { Array($0.utf8) } == Array(decomposed.utf8))
  }

  @Test func aStringIsWrittenOnce() throws {
    let text = String(repeating: "evidence ", count: 50)
    let once = SubjectProfile(subject: text, kind: "", identifier: "", name: nil)
    let often = SubjectProfile(subject: text, kind: text, identifier: text, name: text)
    #expect(often.record.count < once.record.count + 8)
    #expect(try SubjectProfile(record: often.record) == often)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func everyTruncationIsFound(seed: UInt64) {
    var maker = RecordMaker(seed: seed)
    let record = maker.flag().record
    for length in 0..<record.count {
      #expect(throws: RecordError.self, "seed \(seed), length \(length)") {
        try Flag(record: Array(record.prefix(length)))
      }
    }
    let error = #expect(throws: RecordError.self, "seed \(seed)") { try Flag(record: record + [0]) }
    #expect(error == RecordError(.overlong, byte: record.count), "seed \(seed)")
  }

  /// A changed byte either is found or makes another value, which can be written and read in its turn.
  @Test(arguments: seeds) func noChangedByteStopsTheProgram(seed: UInt64) throws {
    var maker = RecordMaker(seed: seed)
    let record = maker.flag().record
    for _ in 0..<400 {
      var damaged = record
      let place = maker.random.below(record.count)
      damaged[place] ^= UInt8(1 + maker.random.below(255))
      guard let read = try? Flag(record: damaged) else { continue }
      #expect(try Flag(record: read.record) == read, "seed \(seed), byte \(place)")
    }
  }

  /// A finding a day rests on nearly the same rows as the one before.
  @Test(arguments: seeds) func aRowIsWrittenOnce(seed: UInt64) throws {
    var maker = RecordMaker(seed: seed)
    let rows = (0..<200).map { number in
      var row = maker.evidence()
      row.identity = String(number)
      return row
    }
    func finding(_ day: Int) -> Finding {
      var finding = Finding(
        indicator: "", day: String(day), moment: 0, zoneMinutes: 0, points: 0, conditions: [], measures: [],
        evidence: [])
      finding.evidence = rows.shuffled(using: &maker.random)
      for index in finding.evidence.indices where (index + day) % 3 == 0 { finding.evidence[index].sets = [] }
      return finding
    }
    let once = [finding(0)]
    let often = (0..<20).map { finding($0) }
    #expect(often.record.count < once.record.count + 20 * rows.count * 12, "seed \(seed)")
    let read = try [Finding](record: often.record)
    #expect(read == often, "seed \(seed)")
    #expect(read.record == often.record, "seed \(seed)")
    // Rows that are equal and not the same object are one row as well.
    var copied = often
    for day in copied.indices {
      for row in copied[day].evidence.indices {
        let instant = copied[day].evidence[row].instant
        copied[day].evidence[row].instant = instant
      }
    }
    #expect(copied.record == often.record, "seed \(seed)")
  }

  /// Two rows of one transaction whose source spelt a name in two ways are two rows.
  @Test func rowsComeBackAsTheSourceWroteThem() throws {
    var maker = RecordMaker(seed: 1)
    let composed = ["memo": "Jos\u{E9}"]
    let decomposed = ["memo": "Jose\u{301}"]
    let rows = [composed, decomposed, composed].map { fields in
      var row = maker.evidence()
      row = EvidenceTransaction(
        identity: "1", instant: 0, zoneMinutes: 0, timeKnown: true, minorUnits: 0, currency: "USD",
        direction: "credit", channel: "cash", purpose: "other", fields: fields, file: "f", line: 1,
        sets: row.sets)
      return row
    }
    let finding = Finding(
      indicator: "", day: "", moment: 0, zoneMinutes: 0, points: 0, conditions: [], measures: [],
      evidence: rows)
    let read = try Finding(record: finding.record).evidence.map { Array(($0.fields["memo"] ?? "").utf8) }
    #expect(read == [composed, decomposed, composed].map { Array(($0["memo"] ?? "").utf8) })
  }

  @Test(
    arguments: [
      ([], RecordError(.truncated, byte: 0)),
      ([0, 0, 0], RecordError(.unknownVersion, byte: 0)),
      ([4, 2], RecordError(.unknownString, byte: 1)),
      ([4, 0, 5, 65], RecordError(.truncated, byte: 2)),
      ([4, 0, 2, 0xC3, 0x28], RecordError(.invalidText, byte: 3)),
      ([4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2], RecordError(.invalidValue, byte: 1)),
      ([4, 0, 0, 1, 1, 2], RecordError(.invalidValue, byte: 5)),
    ] as [([UInt8], RecordError)])
  func faultsAreNamedWithTheirPlace(bytes: [UInt8], expected: RecordError) {
    let error = #expect(throws: RecordError.self) { try SubjectProfile(record: bytes) }
    #expect(error == expected)
  }
}
