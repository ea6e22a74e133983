import Rulebook
import Testing

@testable import Detection

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Fee for the CRUCE", " fee for the cruce "), ("guía, señor!", " guia senor "), ("", ""), ("--", ""),
    ("O'Brien", " o brien "), ("a\u{00A0}b", " a b "), ("Łódź Ünï", " lodz uni "), ("走线 fee", " 走线 fee "),
  ])
  func folds(text: String, folded: String) {
    #expect(String(decoding: FoldedText.fold(text), as: UTF8.self) == folded)
  }

  @Test func findsWholeWordsOnly() {
    let matcher = PhraseMatcher(lexicons: [
      Lexicon(name: "journey", phrases: ["piso", "crossing fee"]), Lexicon(name: "other", phrases: ["fee"]),
    ])
    func found(_ text: String) -> LexiconBits {
      var copy = text
      return copy.withUTF8 { matcher.lexicons(in: UnsafeRawBufferPointer($0)) }
    }
    #expect(found("the PISO is paid") == 1)
    #expect(found("episodio") == 0)
    #expect(found("Crossing   Fee 2/2") == 3)
    #expect(found("crossing feet") == 0)
    #expect(found("crossing-fee") == 3)
    #expect(found("") == 0)
    #expect(PhraseMatcher(lexicons: []).lexicons(in: UnsafeRawBufferPointer(start: nil, count: 0)) == 0)
  }

  @Test(arguments: ["Łódź O'Brien", "", "--", "José  MARTÍNEZ ", "走线"])
  func hashesInOnePassAreTheHashes(text: String) {
    var copy = text
    copy.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      let both = FoldedText.hashes(of: bytes)
      #expect(both.all == FoldedText.hash(of: bytes) && both.lastWord == FoldedText.lastWordHash(of: bytes))
    }
  }
}
