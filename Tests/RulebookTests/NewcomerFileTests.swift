import Foundation
import Testing

@testable import Rulebook

/// Files as editors save them, and stories as tables are pasted.
@Suite("Errors of newcomers in files and stories")
struct NewcomerFileTests {
  @Test("the real cause of a file that is not YAML")
  func causes() {
    #expect(
      Probe.complaint(files: [("a.yaml", "indicator: R-1\nsets:\n\tcash in: cash\n")]) == """
        a.yaml:3:1: a tab stands where the line is indented
          hint: indent with spaces
        """)
    #expect(
      Probe.complaint(files: [("a.yaml", "\u{FEFF}indicator: R-1\n")]) == """
        a.yaml:1:1: the file begins with a byte order mark
          hint: save it as UTF-8 without one
        """)
    #expect(
      Probe.complaint(files: [("a.yaml", "list: l\n---\nlist: m\n")]) == """
        a.yaml:2:1: a second document begins here
          hint: a file holds one rule or one list: give what follows `---` a file of its own
        """)
  }

  @Test("stories that are no tables yet", arguments: stories)
  func story(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let stories: [ComplaintCase] = [
    ComplaintCase(
      "without a bar",
      """
      when: [count of cash in 7 days >= 3]
      fires:
        one:
          day amount channel direction
          3..8 1.00 cash credit
      """,
      expected: """
        r.yaml:11:5: the lines of the story run together
          hint: write `|` behind its name, and the table below that
        """),
    ComplaintCase(
      "with tabs",
      "when: [count of cash in 7 days >= 3]\nfires:\n  one: |\n    day amount\tchannel direction\n    1 1.00 cash credit\n",
      expected: """
        r.yaml:11:15: a tab stands in the table
          hint: put spaces between its columns
        """),
    ComplaintCase(
      "with words that are not joined",
      """
      when: [count of cash in 7 days >= 3]
      fires:
        one: |
          day amount direction memo
          1   1.00   credit    two words
      """,
      expected: """
        r.yaml:12:5: 5 cells under 4 columns
          hint: words of one cell are joined with `_`, or stand in double quotes
        """),
  ]

  @Test("a list of an unknown kind, told once")
  func unknownKind() {
    let rule = Probe.head + "when: [count of place.county in places in 7 days >= 1]\n"
    let files = [Probe.typology, RulebookFile(name: "r.yaml", text: rule)].map { ($0.name, $0.text) }
    #expect(
      Probe.complaint(
        files: files + [("l.yaml", "list: places\nof: nations\nsources: [none]\nvalues: [X]\n")])
          == """
          l.yaml:2:5: `of` cannot be `nations`
            hint: it is one of states, countries, counties, postal codes, merchant categories, trades, contacts
          """)
  }

  @Test("a folder of one's own, alone")
  func alone() {
    let rule = Probe.head + "when: [count of cash in 7 days >= 1]\n"
    #expect(
      Probe.complaint(files: [("r.yaml", rule)]) == """
        r.yaml:4:14: unknown typology `t`
          hint: no folder given holds a typology: name the shipped one as well, before yours
        """)
  }

  @Test("a folder given twice, in one line")
  func twice() throws {
    let folder = Rulebook.shippedDirectory
    let other = FileManager.default.temporaryDirectory.appending(path: "manumit-twice-\(UUID().uuidString)")
      .path
    try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: folder)
    defer { try? FileManager.default.removeItem(atPath: other) }
    #expect {
      try Rulebook.load(directories: [folder, other + "/"], examples: false)
    } throws: { error in
      "\(error)" == """
        \(other)/:1:1: the folder holds the same rules as `\(folder)`
          hint: give one of the two
        """
    }
  }
}
