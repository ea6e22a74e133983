import Foundation
import Testing

@testable import Review

struct JSONTextTests {
  @Test func nestsAndSeparates() {
    var json = JSONText()
    json.object { json in
      json.key("list")
      json.array { json in
        json.integer(1)
        json.boolean(false)
        json.string(nil)
        json.object { _ in }
      }
      json.key("last")
      json.string("x")
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"list":[1,false,null,{}],"last":"x"}"#)
  }

  /// Oracle: Foundation reads back what was written.
  @Test(arguments: 0..<50) func anyStringReadsBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var pairs: [String: String] = [:]
    for _ in 0..<8 { pairs[HostileText.make(&generator)] = HostileText.make(&generator) }
    var json = JSONText()
    json.sorted(pairs) { json, value in json.string(value) }
    let read = try JSONDecoder().decode([String: String].self, from: Data(json.bytes))
    #expect(read == pairs, "seed \(seed)")
  }
}

/// Strings that break careless writers: control characters, quoting, markup, formulas, odd scalars. No NUL.
enum HostileText {
  static let pieces = [
    "\t", "\n", "\r\n", "\\", "\\N", "\\.", "\"", "'", "''; DROP TABLE x; --", "{", "}", ",", "=1+1",
    "@SUM(A1)", "-2+3", "<script>", "é", "e\u{301}", "漢字", "😀", "\u{200F}", "\u{FEFF}", "\u{1}", "\u{7F}",
    "\u{10FFFF}", "a", " ", "NULL", "$1", "%s",
  ]

  static func make(_ generator: inout some RandomNumberGenerator) -> String {
    (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }.joined()
  }
}
