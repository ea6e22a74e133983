import Foundation
import Ledger
import Testing

@testable import Rulebook

@Suite("Loading")
struct LoadTests {
  private static let rule = "parameters: {window: {default: 7 days}}\nwhen: [count of cash in window >= 3]"

  @Test("an override changes the number and whose it is, and the hash")
  func override() throws {
    let plain = try Probe.load(Self.rule)
    let changed = try Probe.load(Self.rule, overrides: ["R-1.window": "2 calendar days"])
    #expect(changed.rules[0].aggregates[0].window == .calendarDays(2))
    #expect(
      changed.rules[0].parameters == [
        Parameter(name: "window", value: "2 calendar days", basis: .institution)
      ])
    #expect(changed.rules[0].conditions[0].text == "count of cash in 2 calendar days >= 3")
    #expect(plain.hash != changed.hash)
  }

  @Test("wrong overrides are refused")
  func wrongOverrides() {
    #expect(
      Probe.complaint(Self.rule, overrides: ["R-1.windw": "3 days", "R-2.window": "1 day"]) == """
        override R-1.windw:1:1: no rule has this parameter
          hint: did you mean `R-1.window`?
        override R-2.window:1:1: no rule has this parameter
          hint: did you mean `R-1.window`?
        """)
    #expect(
      Probe.complaint(Self.rule, overrides: ["R-1.window": "3 USD"]) == """
        override R-1.window:1:1: the parameter is a duration, not an amount in USD
          hint: write it like its default, `7 days`
        """)
    #expect(
      Probe.complaint(Self.rule, overrides: ["R-1.window": "120 days"]) == """
        r.yaml:9:25: a window of 120 days is longer than the history keeps
          hint: the longest is 90 days
        """)
  }

  @Test("the hash depends on names and texts, not on order or place")
  func hash() throws {
    let files = [Probe.typology] + Probe.reference
    let hash = try Rulebook.load(files: files).hash
    #expect(hash.count == 16)
    #expect(try Rulebook.load(files: files.reversed()).hash == hash)
    var renamed = files
    renamed[0].path = "other.yaml"
    #expect(try Rulebook.load(files: renamed).hash != hash)
    var changed = files
    changed[0].text += "\n# a word\n"
    #expect(try Rulebook.load(files: changed).hash != hash)
  }

  @Test("reference data of a later folder replace those of an earlier one; rules do not")
  func layers() throws {
    let rule = RulebookFile(
      name: "r.yaml",
      text: Probe.head + "when: [count of counterparty.country in corridor in 7 days >= 3]")
    let own = RulebookFile(
      name: "own.yaml", text: "list: corridor\nof: countries\nsources: [ours]\nvalues: [FR]\n", layer: 1)
    let rulebook = try Rulebook.load(files: [Probe.typology, rule, own] + Probe.reference)
    guard case .letters(_, let letters) = rulebook.atoms[0] else {
      Issue.record("the atom is not about letters")
      return
    }
    #expect(letters.map(\.description) == ["FR"])
    var again = rule
    again.layer = 1
    #expect(throws: RulebookErrors.self) {
      try Rulebook.load(files: [Probe.typology, rule, again] + Probe.reference)
    }
  }

  @Test("folders are read with what lies below them")
  func folders() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    let inner = folder.appendingPathComponent("typologies")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Probe.typology.text.write(
      to: inner.appendingPathComponent("t.yaml"), atomically: true, encoding: .utf8)
    try "not: a rule\n".write(
      to: folder.appendingPathComponent("notes.md"), atomically: true, encoding: .utf8)
    let rulebook = try Rulebook.load(directories: [folder.path])
    #expect(rulebook.typologies.map(\.id) == ["t"])
    let missing = #expect(throws: RulebookErrors.self) {
      try Rulebook.load(directories: [folder.path + "/absent"])
    }
    #expect(missing?.errors.map(\.code) == [.unreadable])
  }

  @Test("more atoms than the engine has bits are refused")
  func tooManyAtoms() {
    let sets = (1...513).map { "  s\($0): amount at most \($0) USD" }.joined(separator: "\n")
    let uses = (1...513).map { "  - count of s\($0) in 7 days >= 1" }.joined(separator: "\n")
    #expect(
      Probe.complaint("sets:\n\(sets)\nwhen:\n\(uses)") == """
        border.yaml:1:1: the rules ask 513 different questions of a posting; 512 fit
          hint: use the same bounds and lists in several rules
        """)
  }

  @Test("what is needed is what no branch can do without")
  func needs() throws {
    let either = try Probe.load(
      "when: [count of memo mentions pleas in 7 days >= 1 or count of hour between 22:00 and 05:00 in 7 days >= 1]"
    )
    #expect(either.rules[0].needs == [])
    let excluded = try Probe.load("when: [count of (cash and not memo mentions pleas) in 7 days >= 1]")
    #expect(excluded.rules[0].needs == .channel)
    let clock = try Probe.load("needs: [device]\nwhen: [count of credit in 23 hours >= 1]")
    #expect(clock.rules[0].needs.names == ["device", "time of day in timestamp"])
  }
}
