import Testing

@testable import Reporting

@Suite struct DisplayWidthTests {
  /// As terminals draw them; the widths are those of Unicode's EastAsianWidth.txt.
  @Test(arguments: [
    ("", 0), ("abc", 3), ("Zürich", 6), ("Zu\u{308}rich", 6), ("東京", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
    ("…", 1),
    ("👍", 2), ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("a\u{200D}b", 2), ("नमस्ते", 4), ("🇺🇦", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2),
  ])
  func columnsOfATerminal(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width, "\(text)")
  }

  @Test func whatIsCutEndsInAnEllipsisAndFits() {
    #expect("abcdef".fitted(to: 6) == "abcdef")
    #expect("abcdef".fitted(to: 5) == "abcd…")
    #expect("abcdef".fitted(to: 1) == "…")
    #expect("abcdef".fitted(to: 0) == "")
    #expect("東京都".fitted(to: 6) == "東京都")
    #expect("東京都".fitted(to: 5) == "東京…")
    #expect("東京都".fitted(to: 4) == "東…", "half a letter cannot be shown")
  }
}
