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
    func hashes(_ text: String) -> (all: UInt64, lastWord: UInt64) {
      var copy = text
      return copy.withUTF8 { FoldedText.hashes(of: UnsafeRawBufferPointer($0)) }
    }
    var copy = text
    #expect(hashes(text).all == copy.withUTF8 { FoldedText.hash(of: UnsafeRawBufferPointer($0)) })
    let words = FoldedText.fold(text).split(separator: FoldedText.space)
    let last = words.last.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
    #expect(hashes(text).lastWord == hashes("many words before \(last)").lastWord || last.isEmpty)
    #expect((hashes(text).lastWord == 0) == last.isEmpty)
  }
}
