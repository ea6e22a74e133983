import TestSupport
import Testing

@testable import Reporting

@Suite struct WrappedTextTests {
  @Test func breaksAtBlanksAndKeepsParagraphs() {
    #expect(
      WrappedText.lines("Cash from several people,\n\nfar from home.", width: 12)
        == ["Cash from", "several", "people,", "", "far from", "home."])
    #expect(WrappedText.lines("one two three", width: 11, indent: "  ") == ["one two", "  three"])
    #expect(WrappedText.lines("  one two three", width: 11, indent: "    ") == ["  one two", "    three"])
    #expect(WrappedText.lines("abcdefghijklmnop qr", width: 10) == ["abcdefghij", "klmnop qr"])
    #expect(WrappedText.lines("", width: 10) == [""])
  }

  @Test func noWordIsLostAndEveryLineFits() {
    let alphabet = Array("abcd 東  \n")
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      let text = String((0..<random.below(120)).map { _ in alphabet[random.below(alphabet.count)] })
      let width = 10 + random.below(30)
      // A line that begins with more blanks than it is wide begins with fewer.
      let lines = WrappedText.lines(text, width: width)
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "seed \(seed)")
      #expect(
        lines.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace }, "seed \(seed)")
    }
  }
}
