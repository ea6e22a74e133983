import Ledger
import Rulebook

/// Which word lists a text mentions, a bit each, in the order of `Rulebook.lexicons`.
typealias LexiconBits = UInt128

/// Finds which lexicons a text mentions, in one pass over its bytes (Aho and Corasick, 1975).
///
/// Phrases match whole words: text and phrases are folded with a space at both ends.
final class PhraseMatcher: Sendable {
  private let classes: FixedTable<UInt8>
  private let classCount: Int
  /// Next state by state × class: where its row begins, doubled, and 1 more where a phrase ends in it.
  private let next: FixedTable<Int32>
  /// The lexicons that have a phrase ending in each state.
  private let found: FixedTable<LexiconBits>

  init(lexicons: [Lexicon]) {
    precondition(lexicons.count <= Rulebook.maximumLexicons, "the checker lets no more through")
    var automaton = PhraseAutomaton(lexicons: lexicons)
    automaton.link()
    classes = FixedTable(automaton.classes)
    classCount = automaton.classCount
    let rowLength = automaton.classCount
    precondition(automaton.next.count < Int(Int32.max) / 2, "the checker lets no such lists through")
    next = FixedTable(
      automaton.next.map { state in
        Int32(Int(state) * rowLength) << 1 | (automaton.found[Int(state)] == 0 ? 0 : 1)
      })
    found = FixedTable(automaton.found)
  }

  deinit {
    classes.free()
    next.free()
    found.free()
  }

  /// The lexicons mentioned, a bit each. O(n).
  func lexicons(in bytes: UnsafeRawBufferPointer) -> LexiconBits {
    guard found.count > 1 else { return 0 }
    var row = 0
    var result: LexiconBits = 0
    FoldedText.forEachByte(of: bytes) { byte in
      let step = Int(next[row &+ Int(classes[Int(byte)])])
      row = step >> 1
      if step & 1 != 0 { result |= found[row / classCount] }
    }
    return result
  }
}

/// The automaton of a set of phrases while it is built.
private struct PhraseAutomaton {
  /// Class of each byte; bytes no phrase contains share class 0.
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  private(set) var classCount = 1
  private(set) var next: [Int32] = []
  private(set) var found: [LexiconBits] = []

  init(lexicons: [Lexicon]) {
    let phrases = lexicons.enumerated().flatMap { index, lexicon in
      lexicon.phrases.map { (bytes: FoldedText.fold($0), lexicon: index) }
    }
    for byte in phrases.lazy.flatMap(\.bytes) where classes[Int(byte)] == 0 {
      classes[Int(byte)] = UInt8(classCount)
      classCount += 1
    }
    addState()
    for phrase in phrases where !phrase.bytes.isEmpty { insert(phrase.bytes, lexicon: phrase.lexicon) }
  }

  private mutating func addState() {
    next.append(contentsOf: repeatElement(-1, count: classCount))
    found.append(0)
  }

  private mutating func insert(_ bytes: [UInt8], lexicon: Int) {
    var state = 0
    for byte in bytes {
      let edge = state * classCount + Int(classes[Int(byte)])
      if next[edge] < 0 {
        next[edge] = Int32(found.count)
        addState()
      }
      state = Int(next[edge])
    }
    found[state] |= 1 << LexiconBits(lexicon)
  }

  /// Turns the trie into an automaton: a missing edge leads where the longest proper suffix leads.
  mutating func link() {
    var suffix = [Int](repeating: 0, count: found.count)
    var queue: [Int] = []
    for edge in 0..<classCount {
      if next[edge] > 0 { queue.append(Int(next[edge])) } else { next[edge] = 0 }
    }
    var index = 0
    while index < queue.count {
      let state = queue[index]
      index += 1
      found[state] |= found[suffix[state]]
      for edge in 0..<classCount {
        let fallback = next[suffix[state] * classCount + edge]
        let child = Int(next[state * classCount + edge])
        if child >= 0 {
          suffix[child] = Int(fallback)
          queue.append(child)
        } else {
          next[state * classCount + edge] = fallback
        }
      }
    }
  }
}
