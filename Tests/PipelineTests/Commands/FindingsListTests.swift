import Detection
import TestSupport
import Testing

@testable import Pipeline

/// The list of a run's findings, for engineers who compare, has those at hubs too.
struct FindingsListTests {
  @Test(arguments: [UInt64(8), 41]) func findingsAtHubsAreListedOnce(seed: UInt64) throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rows = RandomExport(500, days: 20, seed: seed).rows
    let first = try state.scan(rows)
    let remembered = try Self.remembered(in: state)
    #expect(remembered.contains { $0.hasPrefix("T-HUB HUB ") }, "seed \(seed)")
    #expect(Set(first.findings.map(Self.text)) == remembered, "seed \(seed)")
    #expect(first.findings.count == remembered.count, "none twice, seed \(seed)")
    #expect(try state.scan(rows).findings.isEmpty, "nothing new, seed \(seed)")
  }

  private static func text(_ line: FindingLine) -> String { "\(line.indicator) \(line.subject) \(line.day)" }

  /// Everything found, as the state keeps it.
  private static func remembered(in state: TestState) throws -> Set<String> {
    let derived = StoredDerivedState(store: try Scan.openState(state.options()))
    var found: Set<String> = []
    for subject in try derived.subjects() {
      guard let known = try derived.state(of: subject) else { continue }
      for finding in known.findings {
        found.insert("\(finding.indicator) \(known.profile.identifier) \(finding.day)")
      }
    }
    return found
  }
}
