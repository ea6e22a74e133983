import Testing

@testable import Rulebook

/// `converges with:` of a typology: what it takes, and what is said of what it does not take.
@Suite("Converging typologies, as written")
struct ConvergingTypologyTests {
  private static func text(_ id: String, _ more: String = "") -> (String, String) {
    ("\(id).yaml", "typology: \(id)\ntitle: T\nsources: [none]\nwindow: 90 days\nthreshold: 55\n\(more)")
  }

  private static func complaint(_ line: String) -> String {
    Probe.complaint(files: [text("a"), text("b"), text("n", line), text("other", "converges with: [a, b]\n")])
  }

  @Test("names and groups of names are read in order")
  func reads() throws {
    let files = [
      Self.text("a"), Self.text("b"), Self.text("c"), Self.text("n", "converges with: [[a, c], b]\n"),
    ]
    let rulebook = try Rulebook.load(files: files.map { RulebookFile(name: $0.0, text: $0.1) })
    #expect(rulebook.typologies.map(\.convergesWith) == [[], [], [], [["a", "c"], ["b"]]])
  }

  @Test("what is wrong is told with its place")
  func wrong() {
    #expect(
      Self.complaint("converges with: [a, nowhere]\n") == """
        n.yaml:6:21: there is no typology `nowhere`
          hint: typologies are a, b
        """)
    #expect(
      Self.complaint("converges with: [a, other]\n") == """
        n.yaml:6:21: `other` is itself one in which others meet
          hint: name the typologies that meet there
        """)
    #expect(Self.complaint("converges with: [[a, b], a]\n") == "n.yaml:6:26: `a` is named twice")
    for one in ["converges with: a\n", "converges with: [[a, b]]\n"] {
      #expect(
        Self.complaint(one) == """
          n.yaml:1:11: `converges with` of `n` needs two typologies
            hint: one typology meets another; those in one pair of brackets count as one
          """)
    }
  }

  @Test("the shipped nexus is where drug money meets every trade in people")
  func shipped() throws {
    let rulebook = try Rulebook.shipped()
    let nexus = try #require(rulebook.typologies.first { $0.id == "drug-human-nexus" })
    #expect(nexus.convergesWith.count > 2)
    #expect(nexus.convergesWith.joined().contains("laundering-network"))
    for people in ["human-smuggling", "sex-trafficking", "labor-trafficking"] {
      #expect(nexus.convergesWith.joined().contains(people), "\(people)")
    }
  }
}
