import Testing

@testable import Rulebook

/// A rulebook read without its examples is the same rulebook.
@Suite struct WithoutExamplesTests {
  @Test func shippedRulesAreTheSame() throws {
    let whole = try Rulebook.shipped()
    let bare = try Rulebook.shipped(examples: false)
    #expect(bare.hash == whole.hash && bare.atoms == whole.atoms && bare.rules.count == whole.rules.count)
    for (one, other) in zip(bare.rules, whole.rules) {
      #expect(one.examples.isEmpty)
      #expect(one.id == other.id && one.origin == other.origin && one.title == other.title)
      #expect(one.sets == other.sets && one.conditions == other.conditions && one.test == other.test)
      #expect(one.sources == other.sources && one.innocent == other.innocent)
    }
  }

  @Test(arguments: [
    ("a: 1\nfires:\n  x: |\n    y\nsilent:\n  z: 1\n", "a: 1\n"),
    ("a: 1\nfires:\n  x: 1\nb: 2\n", "a: 1\nfires:\n  x: 1\nb: 2\n"),
    ("a: 1\nfires:\n  x: 1\n# b\n\nsilent:\n", "a: 1\n"), ("a: 1\nfiresome: 2", "a: 1\nfiresome: 2"),
    ("", ""),
  ])
  func examplesAtTheEndAreLeftOut(text: String, left: String) {
    #expect(ExampleReader.withoutExamples(text) == left)
  }
}
