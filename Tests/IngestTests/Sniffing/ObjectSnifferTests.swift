import Ledger
import Testing

@testable import Ingest

@Suite struct ObjectSnifferTests {
  @Test func bindsByTheNamesOfPaths() throws {
    let bytes = lines(
      #"{"id":"1","created":"2026-03-04T10:00:00Z","amount":{"value":-1.50,"currency":"USD"},"counterparty":{"name":"Bo","iban":"X"},"account":"A","tags":["x"]}"#,
      #"{"id":"2","created":"2026-03-05T10:00:00Z","amount":{"value":2.50,"currency":"USD"},"account":"A","note":"hi"}"#,
      #"{"id":"3","created":"2026-03-06T10:00:00Z","amount":{"value":2.50,"currency":"USD"},"account":"B"}"#)
    let proposal = try Sniffer.proposal(for: bytes, isWhole: true)
    let fields = proposal.profile.fields
    #expect(proposal.profile.format == .ndjson)
    #expect(fields[.identifier] == [.path(["id"])])
    #expect(fields[.timestamp] == [.path(["created"])])
    #expect(fields[.amount] == [.path(["amount", "value"])])
    #expect(fields[.currency] == [.path(["amount", "currency"])])
    #expect(fields[.counterpartyName] == [.path(["counterparty", "name"])])
    #expect(fields[.counterpartyAccount] == [.path(["counterparty", "iban"])])
    #expect(fields[.memo] == [.path(["note"])])
    #expect(proposal.questions == [])
    let decoded = try Decoded(bytes, profile: proposal.profile)
    #expect(decoded.customers.map(\.posting.amount) == [150, 250, 250])
    #expect(decoded.customers.map(\.posting.direction) == [.debit, .credit, .credit])
  }

  @Test func secondsSince1970AreRecognised() throws {
    let bytes = lines(
      #"{"account_id":"1","timestamp":1767225600,"amount":"-1.50","currency":"USD"}"#,
      #"{"account_id":"1","timestamp":1767229200,"amount":"-2.50","currency":"USD"}"#)
    let proposal = try Sniffer.proposal(for: bytes, isWhole: true)
    #expect(proposal.profile.time.order == .epochSeconds)
    #expect(proposal.questions.map(\.code) == ["time-zone"])
  }

  @Test func oneBadLineDoesNotChangeTheFormat() throws {
    let bytes = lines(
      #"{"account_id":"1","timest"#,
      #"{"account_id":"1","timestamp":"2026-03-04","amount":"-1.50","currency":"USD"}"#,
      #"{"account_id":"1","timestamp":"2026-03-05","amount":"-1.50","currency":"USD"}"#)
    let proposal = try Sniffer.proposal(for: bytes, isWhole: true)
    #expect(proposal.evidence.contains { $0.contains("1 lines") })
    #expect(proposal.profile.fields[.account] == [.path(["account_id"])])
  }
}
