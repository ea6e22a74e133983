import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// What is told without evaluating every atom, against all atoms evaluated.
@Suite struct AtomScopeTests {
  @Test(arguments: UInt64(1)...10)
  func stretchesAnswerAsEachSpanDoes(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let edges: [Int64] = [.min, .max, -1, 0, 1, 5, 9, 10, 100]
    let spans = (0..<40).map { index in
      IntervalLookup.Span(
        bit: AtomBits(atom: index), first: edges[random.below(edges.count)],
        last: edges[random.below(edges.count)])
    }
    let lookup = IntervalLookup(spans)
    defer { lookup.free() }
    for number in edges + edges.map({ $0 &+ 1 }) + edges.map({ $0 &- 1 }) {
      let plain = spans.filter { $0.first <= number && number <= $0.last }
        .reduce(AtomBits.none) { $0 | $1.bit }
      #expect(lookup.bits(of: number) == plain, "seed \(seed), \(number)")
    }
  }

  /// The postings of the shipped examples, each by the terms of a random handful of rules.
  @Test(arguments: UInt64(1)...6)
  func setsHoldWhatTheyHoldWithAllAtoms(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let rulebook = try Rulebook.shipped()
    let evaluator = AtomEvaluator(
      rulebook: rulebook, distance: DistanceTable(try Geography.shipped()))
    let examples = rulebook.rules.flatMap(\.examples).map(\.activity)
    for _ in 0..<10 {
      let rules = (0..<8).map { _ in CompiledRule(rulebook.rules[random.below(rulebook.rules.count)]) }
      let terms = rules.flatMap(\.terms)
      let scope = AtomScope(terms, evaluator.costly)
      defer { scope.free() }
      for _ in 0..<20 {
        let activity = examples[random.below(examples.count)]
        let customer = evaluator.customer(activity.facts)
        for (posting, texts) in Self.rows(activity) {
          let (all, some) = texts.withUnsafeBytes { texts in
            (
              evaluator.bits(of: posting, texts: texts, customer: customer),
              evaluator.bits(of: posting, texts: texts, customer: customer, in: scope)
            )
          }
          #expect(all.contains(some))
          for term in terms {
            let matcher = BitMatcher(terms: [term])
            #expect(matcher.matches(all) == matcher.matches(some), "seed \(seed)")
          }
        }
      }
    }
  }

  /// A posting the sieve leaves out is in no set of any rule about counterparties, whatever the customer file adds.
  @Test func whatTheSieveLeavesOutIsInNoSet() throws {
    let rulebook = try Rulebook.shipped()
    let geography = try Geography.shipped()
    let evaluator = AtomEvaluator(rulebook: rulebook, distance: DistanceTable(geography))
    let sieve = try #require(
      Assessor(rulebook: rulebook, geography: geography).counterpartySieve())
    let terms = rulebook.rules.filter { $0.about == .counterparty && $0.isObservable }
      .flatMap { CompiledRule($0).terms }
    let matcher = BitMatcher(terms: terms)
    var (kept, left) = (0, 0)
    for activity in rulebook.rules.flatMap(\.examples).map(\.activity) {
      for (posting, texts) in Self.rows(activity) where !posting.flags.contains(.gathered) {
        texts.withUnsafeBytes { texts in
          if sieve.keeps(posting, texts: texts) {
            kept += 1
          } else {
            left += 1
            #expect(!matcher.matches(evaluator.bits(of: posting, texts: texts)))
          }
        }
      }
    }
    #expect(kept > 100 && left > 100)
  }

  /// The postings with their own texts.
  private static func rows(_ activity: Activity) -> [(Posting, [UInt8])] {
    activity.postings.map { posting in
      (posting, posting.textMask == 0 ? [] : Array(activity.texts[Int(posting.textOffset)...]))
    }
  }
}
