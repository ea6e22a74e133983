import Testing

@testable import Ingest

@Suite struct ForeignFormatTests {
  @Test(
    "Other formats are refused by name",
    arguments: [
      (
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">",
        "camt.053.001.08"
      ),
      ("<?xml version=\"1.0\"?><statement/>", "XML"), ("<!DOCTYPE html><table>", "HTML"),
      ("<OFX><BANK/>", "OFX"),
      ("OFXHEADER:100\nDATA:OFXSGML", "OFX"), ("!Type:Bank\nD1/2/26", "QIF"),
      ("%PDF-1.7", "PDF"), ("PK\u{3}\u{4}....", "Excel"), ("PAR1....", "Parquet"),
      ("[{\"a\":1},\n{\"a\":2}]", "jq -c '.[]'"),
      ("{\n  \"a\": 1\n}", "jq -c ."), ("\n \n", "blank"), ("", "empty"),
      ("just words\nand more words", "No comma"),
      ("a,b\nc,d\n", "No column holds dates"), ("Date,Place\n2026-03-04,here\n2026-03-05,there\n", "amounts"),
    ])
  func refusals(text: String, name: String) {
    let error = #expect(throws: IngestError.self) {
      try Sniffer.proposal(for: Array(text.utf8), isWhole: true)
    }
    #expect(error?.description.contains(name) == true, "\(error?.description ?? "")")
  }

  @Test func utf16IsNamed() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x41, 0x00, 0x2C, 0x00]
    let error = #expect(throws: IngestError.self) { try Sniffer.proposal(for: bytes, isWhole: true) }
    #expect(error?.code == .formatNotRead)
    #expect(error?.remedy.contains("iconv") == true)
    let unmarked = #expect(throws: IngestError.self) {
      try Sniffer.proposal(for: [0x41, 0x00, 0x2C, 0x00], isWhole: true)
    }
    #expect(unmarked?.code == .notText)
  }
}
