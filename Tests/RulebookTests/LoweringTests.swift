import Ledger
import Testing

@testable import Rulebook

@Suite("Lowering")
struct LoweringTests {
  /// One rule that uses most of the language, and exactly what it becomes.
  @Test("a whole rule")
  func wholeRule() throws {
    let rulebook = try Probe.load(
      """
      role: facilitator
      parameters:
        window: {default: 14 days}
        far: {default: 100 miles}
        least: {default: 3000 USD, source: 31 CFR 1010.410}
      sets:
        remote cash: cash and credit and farther from home than far
        wires: wire and debit and counterparty.country not in corridor
        quick wires: wires after remote cash within 72 hours at least 150 miles apart with same account
        turns: wires following remote cash within 2 days
      at: quick wires
      first:
        at: remote cash
        within: 3 days
        when: [count of remote cash in 7 days >= 5]
        keep: {deposited: sum of remote cash in 7 days}
      when:
        - distinct place.county of remote cash in window >= 2
        - sum of quick wires since first / deposited >= 70% or count of turns in 3 business days > 4
        - sum of wires in window > 3 times least + 70% of ctr_line
      evidence: [wires]
      rolls up to: counterparty
      """)
    let rule = try #require(rulebook.rules.first)
    let day: Int64 = 86_400_000
    #expect(
      rulebook.atoms == [
        .channel(mask: 0b110), .direction(.credit), .fartherFromHome(metres: 160_934),
        .channel(mask: 0b1000), .direction(.debit), .letters(.counterpartyCountry, try letters("MX", "GT")),
        .states(.counterpartyCountry),
      ])
    #expect(
      rule.sets.map { PostingSet(name: $0.name, members: $0.members) } == [
        PostingSet(name: "remote cash", members: .matching(.all([.atom(0), .atom(1), .atom(2)]))),
        PostingSet(
          name: "wires",
          members: .matching(.all([.atom(3), .atom(4), .all([.atom(6), .not(.atom(5))])]))),
        PostingSet(
          name: "quick wires",
          members: .after(
            set: 1, other: 0, milliseconds: 3 * day, metresApart: 241_401, together: .account)),
        PostingSet(name: "turns", members: .following(set: 1, other: 0, milliseconds: 2 * day)),
      ])
    #expect(
      rule.aggregates == [
        Aggregate(
          kind: .count, set: 0, window: .duration(milliseconds: 7 * day), sameAs: nil,
          text: "count of remote cash in 7 days"),
        Aggregate(
          kind: .sum, set: 0, window: .duration(milliseconds: 7 * day), sameAs: nil,
          text: "sum of remote cash in 7 days"),
        Aggregate(
          kind: .distinct(.county), set: 0, window: .duration(milliseconds: 14 * day), sameAs: nil,
          text: "distinct place.county of remote cash in 14 days"),
        Aggregate(
          kind: .sum, set: 2, window: .sinceFirst, sameAs: nil, text: "sum of quick wires since first"),
        Aggregate(
          kind: .count, set: 3, window: .businessDays(3), sameAs: nil,
          text: "count of turns in 3 business days"),
        Aggregate(
          kind: .sum, set: 1, window: .duration(milliseconds: 14 * day), sameAs: nil,
          text: "sum of wires in 14 days"),
      ])
    #expect(
      rule.first
        == FirstMoment(
          anchor: 0, milliseconds: 3 * day, test: .condition(0),
          kept: [.init(name: "deposited", value: .aggregate(1))]))
    #expect(
      rule.conditions == [
        Condition(
          left: .aggregate(0), comparison: .atLeast, right: .constant(5), kind: .count,
          text: "count of remote cash in 7 days >= 5"),
        Condition(
          left: .aggregate(2), comparison: .atLeast, right: .constant(2), kind: .count,
          text: "distinct place.county of remote cash in 14 days >= 2"),
        Condition(
          left: .aggregate(3), denominator: .kept(0), comparison: .atLeast, right: .constant(7000),
          kind: .basisPoints, text: "sum of quick wires since first / deposited >= 70%"),
        Condition(
          left: .aggregate(4), comparison: .moreThan, right: .constant(4), kind: .count,
          text: "count of turns in 3 business days > 4"),
        Condition(
          left: .aggregate(5), comparison: .moreThan,
          right: .plus(
            .scaled(.constant(300_000), basisPoints: 30_000),
            .scaled(.dated(try line()), basisPoints: 7000)),
          kind: .money(.usDollar),
          text: "sum of wires in 14 days > 3 times 3000 USD + 70% of ctr_line"),
      ])
    #expect(
      rule.test == .all([.condition(1), .any([.condition(2), .condition(3)]), .condition(4)]))
    #expect(rule.anchor == 2 && rule.evidence == [1])
    #expect(rule.rollsUpTo == RollUp(field: .counterparty, kind: .counterparty))
    #expect(rule.role == .facilitator && rule.strength == .normal && rule.origin == "r.yaml:1")
    #expect(
      rule.parameters == [
        Parameter(name: "window", value: "14 days", basis: .institution),
        Parameter(name: "far", value: "100 miles", basis: .institution),
        Parameter(name: "least", value: "3000 USD", basis: .source("31 CFR 1010.410")),
      ])
    #expect(
      rule.needs == [.channel, .zip, .homeZip, .county, .counterparty, .counterpartyCountry],
      "the turns are needed by one branch of an `or` only, what both branches need stays")
  }

  @Test("amounts, hours and lists", arguments: atomCases)
  func atoms(_ example: AtomCase) throws {
    let rulebook = try Probe.load("when:\n  - count of (\(example.text)) in 7 days >= 1")
    #expect(rulebook.atoms == example.atoms)
  }

  struct AtomCase: CustomTestStringConvertible, Sendable {
    let text: String
    let atoms: [Atom]
    var testDescription: String { text }
  }

  static let atomCases = [
    AtomCase(text: "amount below 10000 USD", atoms: [amount(nil, 999_999)]),
    AtomCase(text: "amount above 10000 USD", atoms: [amount(1_000_001, nil)]),
    AtomCase(text: "amount at most 0.01 USD", atoms: [amount(nil, 1)]),
    AtomCase(text: "amount between 8000 USD and 9999.99 USD", atoms: [amount(800_000, 999_999)]),
    AtomCase(
      text: "amount in multiples of 20 EUR",
      atoms: [.amountMultiple(of: 2000, currency: Currency(letters: Letters("EUR") ?? .none))]),
    AtomCase(text: "hour between 22:00 and 06:00", atoms: [.timeOfDay(from: 79_200, to: 21_600)]),
    AtomCase(text: "weekend", atoms: [.weekday(mask: 0b110_0000)]),
    AtomCase(
      text: "mcc in [7011, 3501-3600, 3600-3835]",
      atoms: [.code(.merchantCategory, [3501...3835, 7011...7011])]),
    AtomCase(text: "place.county in border", atoms: [.code(.county, [6025...6025, 48061...48061])]),
    AtomCase(text: "memo mentions pleas", atoms: [.lexicon(.memo, lexicon: 0)]),
    AtomCase(text: "counterparty name mentions pleas", atoms: [.lexicon(.counterpartyName, lexicon: 0)]),
    AtomCase(text: "conductor stated", atoms: [.states(FieldSet(text: .conductor))]),
    AtomCase(text: "counterparty name stated", atoms: [.states(FieldSet(text: .counterpartyName))]),
    AtomCase(text: "counterparty is self", atoms: [.isOwnTransfer]),
    AtomCase(text: "counterparty shares surname", atoms: [.sharesSurname]),
    AtomCase(text: "own_transfer", atoms: [.purpose(mask: 1 << 3)]),
    AtomCase(
      text: "cash and cash and (teller or atm)",
      atoms: [.channel(mask: 6), .channel(mask: 2), .channel(mask: 4)]),
  ]

  @Test("a legal threshold keeps its dates, oldest first")
  func datedThreshold() throws {
    let rulebook = try Probe.load("when: [count of amount below ctr_line in 7 days >= 1]")
    let below = DatedAmount(steps: [step(1970, 999_999), step(2030, 2_999_999)])
    #expect(
      rulebook.atoms == [.amount(currency: .usDollar, range: AmountRange(atLeast: nil, atMost: below))])
  }

  @Test("lexicons are folded")
  func lexicon() throws {
    let rulebook = try Probe.load("when: [count of memo mentions pleas in 7 days >= 1]")
    #expect(rulebook.lexicons == [Lexicon(name: "pleas", phrases: ["please stop", "por favor"])])
  }

  private static func amount(_ low: Int64?, _ high: Int64?) -> Atom {
    .amount(
      currency: .usDollar,
      range: AmountRange(
        atLeast: low.map { DatedAmount(constant: $0) }, atMost: high.map { DatedAmount(constant: $0) }))
  }

  private func step(_ year: Int, _ minorUnits: Int64) -> DatedAmount.Step {
    DatedAmount.Step(
      from: BusinessDay(ordinal: BusinessDay.ordinal(year: year, month: 1, day: 1)), minorUnits: minorUnits)
  }

  private func line() throws -> DatedAmount {
    DatedAmount(steps: [step(1970, 1_000_000), step(2030, 3_000_000)])
  }

  private func letters(_ codes: String...) throws -> Set<Letters> {
    Set(try codes.map { try #require(Letters($0)) })
  }
}
