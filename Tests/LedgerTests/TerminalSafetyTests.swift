import Testing

import Ledger

struct TerminalSafetyTests {
  @Test func whatSteersATerminalIsSpelledOut() {
    #expect(printable("\u{1B}[2J gone") == "\\u{1b}[2J gone")
    #expect(printable("a\nb\tc") == "a\\u{a}b\\u{9}c")
    #expect(printable("a\nb\u{9B}c", keepingLines: true) == "a\nb\\u{9b}c")
    #expect(printable("ACC\u{202E}123") == "ACC\\u{202e}123")
  }

  @Test(arguments: ["", "plain", "é e\u{301} 漢字 😀 \u{10FFFF}", "مرحبا"])
  func ordinaryTextIsLeftAlone(text: String) {
    #expect(printable(text) == text)
  }
}
