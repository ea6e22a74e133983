import Testing

@testable import Review

struct CopyRowsTests {
  private func text(_ body: (inout CopyRows) -> Void) -> String {
    var rows = CopyRows()
    body(&rows)
    return String(decoding: rows.bytes, as: UTF8.self)
  }

  @Test func valuesAreSeparatedAndRowsEnded() {
    let written = text { rows in
      rows.text("a")
      rows.integer(-42)
      rows.boolean(true)
      rows.null()
      rows.endRow()
      rows.text(nil as String?)
      rows.endRow()
    }
    #expect(written == "a\t-42\tt\t\\N\n\\N\n")
  }

  @Test func whatCopyWouldMisreadIsEscaped() {
    #expect(text { $0.text("tab\there\nline\r\\N back\\slash") } == "tab\\there\\nline\\r\\\\N back\\\\slash")
    #expect(text { $0.text("nul\0") } == "nul\u{FFFD}")
    #expect(text { $0.array(["a,b", "q\"\\", "{}"]) } == "{\"a,b\",\"q\\\\\"\\\\\\\\\",\"{}\"}")
    #expect(text { $0.array([]) } == "{}")
    #expect(text { $0.bytea([0, 255, 10]) } == "\\\\x00ff0a")
  }
}
