import TestSupport
import Testing

@testable import Ingest

/// Reads one line and returns what each path yields; an empty text where it is absent, empty or null.
func readJSON(_ line: [UInt8], _ paths: [String]) throws -> [String] {
  var reader = JSONRecordReader(
    paths: paths.map { text in
      guard case .path(let components) = FieldSource.path(written: text) else { return [] }
      return components
    })
  return try line.withUnsafeBytes { bytes in
    try reader.read(bytes)
    return (0..<paths.count).map { String(decoding: reader.slots[$0].buffer, as: UTF8.self) }
  }
}

func readJSON(_ line: String, _ paths: [String]) throws -> [String] {
  try readJSON(Array(line.utf8), paths)
}

@Suite struct JSONRecordReaderTests {
  @Test func readsTextsNumbersAndLiteralsAsWritten() throws {
    let line = #"{"id":"a1","amount":1234567890123456.78,"ok":true,"no":false,"gone":null,"empty":""}"#
    #expect(
      try readJSON(line, ["id", "amount", "ok", "no", "gone", "empty", "absent"])
        == ["a1", "1234567890123456.78", "true", "false", "", "", ""])
  }

  @Test func followsPathsIntoObjectsAndArrays() throws {
    let line = #"{"a":{"b":[{"c":"x"},{"c":"y","d":[1,[2,3]]}]},"z":[7]} "#
    #expect(
      try readJSON(line, ["a.b[1].c", "a.b[0].c", "a.b[1].d[1][0]", "z[0]", "z[1]"]) == [
        "y", "x", "2", "7", "",
      ])
  }

  @Test(
    "An exponent is written out exactly",
    arguments: [
      ("1e2", "100"), ("1.25e1", "12.5"), ("1.50E1", "15.0"), ("5E-2", "0.05"), ("-12.5e-3", "-0.0125"),
      ("0.1e+1", "01"), ("9007199254740993e0", "9007199254740993"), ("1.2e5", "120000"), ("-0e0", "-0"),
    ])
  func exponents(written: String, plain: String) throws {
    #expect(try readJSON("{\"n\":\(written)}", ["n"]) == [plain])
  }

  @Test func replacesEscapesAndPairsOfSurrogates() throws {
    let line = #"{"m":"a\"b\\c\/d\b\f\n\r\t\u00e9\u20AC\uD83D\ude00","k\u0065y":"found"}"#
    #expect(try readJSON(line, ["m", "key"]) == ["a\"b\\c/d\u{8}\u{c}\n\r\té€😀", "found"])
  }

  @Test(
    "A line that is no record has a reason",
    arguments: [
      (#"{"a":1"#, "json-malformed"), (#"{"a":01}"#, "json-malformed"), (#"{"a":1,}"#, "json-malformed"),
      (#"{"a":+1}"#, "json-malformed"), (#"{"a":.5}"#, "json-malformed"), (#"{"a":NaN}"#, "json-malformed"),
      (#"{'a':1}"#, "json-malformed"), (#"{"a":"\x"}"#, "json-malformed"),
      (#"{"a":"\u12"}"#, "json-malformed"),
      ("{\"a\":\"\u{1}\"}", "json-malformed"), (#"{"a":1}{"a":2}"#, "json-trailing"),
      (#"[{"a":1}]"#, "json-array"),
      ("17", "json-not-an-object"), (#""text""#, "json-not-an-object"),
      (#"{"a":{"b":1}}"#, "json-not-scalar"),
      (#"{"a":1,"a":1}"#, "json-duplicate-key"), (#"{"a":1,"\u0061":2}"#, "json-duplicate-key"),
      (#"{"a":"\uD800"}"#, "json-lone-surrogate"), (#"{"a":"\uDC00\uD800"}"#, "json-lone-surrogate"),
      (#"{"a":"x\u0000"}"#, "nul-byte"), (#"{"a":1e99999999999999999999}"#, "json-huge-exponent"),
    ])
  func faults(line: String, code: String) {
    let fault = #expect(throws: JSONFault.self) { try readJSON(line, ["a"]) }
    #expect(fault?.code.code == code, "\(line)")
  }

  @Test func duplicatesAndOddTextsNobodyReadsDoNoHarm() throws {
    #expect(try readJSON(#"{"x":1,"x":"\uD800","y":1e999,"k\uD800":1,"a":"kept"}"#, ["a"]) == ["kept"])
  }

  @Test func theSameKeyInTwoRecordsIsNoDuplicate() throws {
    var reader = JSONRecordReader(paths: [["a"]])
    for _ in 0..<3 {
      try Array(#"{"a":5}"#.utf8).withUnsafeBytes { bytes in
        try reader.read(bytes)
        #expect(reader.slots[0].count == 1)
      }
    }
  }

  @Test func nestingIsBounded() throws {
    let limit = JSONLimits.depth
    func nested(_ depth: Int) -> String {
      "{\"a\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
    }
    #expect(try readJSON(nested(limit), ["b"]) == [""])
    let fault = #expect(throws: JSONFault.self) { try readJSON(nested(limit + 1), ["b"]) }
    #expect(fault?.kind == .tooDeep)
    let hostile = #expect(throws: JSONFault.self) {
      try readJSON("{\"a\":" + String(repeating: "[", count: 100_000), ["b"])
    }
    #expect(hostile?.kind == .tooDeep)
  }

  @Test(
    "Only well-formed UTF-8 is text",
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0x80],
      [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xC3, 0x28],
    ] as [[UInt8]])
  func malformedUTF8(bytes: [UInt8]) {
    let line = Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)
    let fault = #expect(throws: JSONFault.self) { try readJSON(line, ["b"]) }
    #expect(fault?.kind == .invalidUTF8)
  }

  /// Eight bytes are looked at together; a plain loop must find the same.
  @Test func theWordFindsTheFirstSpecialByte() {
    var random = SeededRandom(seed: 5)
    let pool: [UInt8] = [
      0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0xFF, 0x41,
    ]
    for round in 0..<50_000 {
      let bytes = (0..<8).map { _ in
        Bool.random(using: &random) ? pool[Int.random(in: 0..<pool.count, using: &random)] : 0x61
      }
      let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let found = JSONWord.special(word).trailingZeroBitCount / 8
      let expected = bytes.firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? 8
      #expect(found == expected, "seed 5, round \(round): \(bytes)")
    }
  }

  @Test func textsOfEveryLengthAndPlaceAreReadWhole() throws {
    for length in 0..<40 {
      let text = String("abcdefghijklmnopqrstuvwxyzäöü0123456789€é".prefix(length))
      for lead in 0..<9 {
        let line = String(repeating: " ", count: lead) + "{\"k\":\"\(text)\",\"a\":\"\(text)\\n\"}"
        #expect(try readJSON(line, ["k", "a"]) == [text, text + "\n"], "length \(length), lead \(lead)")
      }
    }
  }

  @Test func agreesWithTheStandardLibraryOnWhatIsUTF8() {
    var state: UInt64 = 20_261_121
    for round in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<(round % 6) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Mostly leads and continuations near the borders of the table, where mistakes live.
        let pool: [UInt8] = [
          0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4,
          0xF5,
        ]
        bytes.append(pool[Int(state >> 40) % pool.count])
      }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      let found = bytes.withUnsafeBytes { UTF8Validation.firstInvalid($0, from: 0) == nil }
      #expect(found == expected, "round \(round): \(bytes)")
    }
  }
}
