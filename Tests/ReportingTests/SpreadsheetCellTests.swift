import Reporting
import TestSupport
import Testing

struct SpreadsheetCellTests {
  @Test(arguments: [
    ("Ana Ruiz", "Ana Ruiz"), ("", ""), ("a-b=c", "a-b=c"), ("Ruiz, Ana", "\"Ruiz, Ana\""),
    ("=1+1", "\"'=1+1\""), ("+1 555 0100", "\"'+1 555 0100\""), ("-5", "\"'-5\""),
    ("@SUM(A1)", "\"'@SUM(A1)\""),
    ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\r\n=1", "\"'\r\n=1\""), ("a\r\nb", "\"a\r\nb\""),
    ("=\u{301}cmd|' /C calc'!A0", "\"'=\u{301}cmd|' /C calc'!A0\""),
    ("say \"\u{301}x", "\"say \"\"\u{301}x\""),
    ("\u{FF1D}1", "\"'\u{FF1D}1\""),
    ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
  ]) func nothingIsAFormula(text: String, cell: String) {
    // Compared by scalars: two strings that look alike are equal to Swift.
    #expect(Array(spreadsheetCell(text).unicodeScalars) == Array(cell.unicodeScalars))
  }

  /// Read back by the rules of RFC 4180, one scalar after the other, a row holds what was put in.
  @Test(arguments: [1, 2, 3] as [UInt64]) func rowsReadBack(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let scalars = Array("=+-@\t\r\n\",' ;a0é\u{301}\u{FF1D}\u{1F600}".unicodeScalars)
    for _ in 0..<500 {
      let texts = (0..<3).map { _ in
        var text = ""
        for _ in 0..<random.below(6) { text.unicodeScalars.append(scalars[random.below(scalars.count)]) }
        return text
      }
      let cells = Self.cells(texts.map(spreadsheetCell).joined(separator: ","))
      #expect(cells.count == 3, "seed \(seed)")
      for (cell, text) in zip(cells, texts) {
        let (read, written) = (Array(cell.unicodeScalars), Array(text.unicodeScalars))
        #expect(read == written || read == ["'"] + written, "seed \(seed)")
        #expect(!"=+-@\t\r\n\u{FF1D}".unicodeScalars.contains(read.first ?? "a"), "seed \(seed)")
      }
    }
  }

  private static func cells(_ row: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    var rest = Array(row.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if isQuoted, scalar == "\"", rest.first == "\"" {
        rest.removeFirst()
        cells[cells.count - 1].unicodeScalars.append("\"")
      } else if scalar == "\"" {
        isQuoted.toggle()
      } else if scalar == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].unicodeScalars.append(scalar)
      }
    }
    return cells
  }
}
