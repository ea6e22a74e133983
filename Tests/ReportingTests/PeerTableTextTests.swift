import Detection
import Ledger
import Reporting
import Rulebook
import Testing

@Suite struct PeerTableTextTests {
  @Test("what is written is read again by the rulebook, with its days")
  func roundTrip() throws {
    let table = PeerTable(
      measure: .monthlyCashCredits, currency: .usDollar,
      trades: ["7225": .init(median: 123_456, ninetyFifth: 900_000, customers: 41)],
      occupations: ["line cook": .init(median: 5, ninetyFifth: 10, customers: 20)])
    var later = table
    later.trades["7225"]?.ninetyFifth = 1_000_000
    let days = try ["2026-01-01", "2026-07-01"].map { try #require(BusinessDay($0)) }
    let text =
      PeerTableText.head(of: table)
      + (try #require(PeerTableText.step(of: table, from: days[0], source: "a \"test\"")))
      + (try #require(PeerTableText.step(of: later, from: days[1], source: "another")))
    let rule = """
      indicator: X-PEERS
      title: Far above peers
      about: customer
      typologies: [laundering-network]
      family: peers
      strength: normal
      role: unknown
      sources: [a test (default)]
      at: cash credits
      sets:
        cash credits: credit and cash
      when: sum of cash credits in 30 days > peers' 95th monthly_cash_credits
      evidence: [cash credits]
      innocent: [none]
      fires:
        far above: |
          day time amount channel direction trade
          200 10:00 9500.00 cash credit 722511
        far above too: |
          day time amount channel direction trade
          1 10:00 9500.00 cash credit 722511
      silent:
        below: |
          day time amount channel direction trade
          1 10:00 900.00 cash credit 722511
        below too: |
          day time amount channel direction trade
          1 10:00 90.00 cash credit 722511
        of another trade: |
          day time amount channel direction trade
          1 10:00 9500.00 cash credit 561720
      """
    let typology = """
      typology: laundering-network
      title: T
      sources: [a test]
      window: 90 days
      threshold: 50
      """
    let rulebook = try Rulebook.load(files: [
      RulebookFile(name: PeerTableText.fileName(of: .monthlyCashCredits), text: text),
      RulebookFile(name: "rule.yaml", text: rule), RulebookFile(name: "typology.yaml", text: typology),
    ])
    let figure = try #require(rulebook.rules.first?.peers.first)
    #expect(figure.value(trade: "722511", occupation: nil, on: days[0]) == 900_000)
    #expect(figure.value(trade: "722511", occupation: nil, on: days[1]) == 1_000_000)
    #expect(figure.value(trade: nil, occupation: "line cook", on: days[1]) == 10)
  }

  @Test("a table without groups has no step")
  func empty() throws {
    let table = PeerTable(measure: .cashShare, currency: .usDollar, trades: [:], occupations: [:])
    #expect(PeerTableText.step(of: table, from: try #require(BusinessDay("2026-01-01")), source: "") == nil)
  }
}
