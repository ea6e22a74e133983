/// How many stories a rule tells, and how many it should.
struct StoryCount {
  /// One story that fires may fire by chance; and the innocent are many and look like the guilty.
  static let leastFiring = 2
  static let leastSilent = 3

  private let firing: Int
  private let silent: Int

  init(_ examples: [Example]) {
    firing = examples.count(where: \.mustFire)
    silent = examples.count - firing
  }

  /// What is to be said of the rule of this name where they are too few.
  func problem(of rule: Fragment) -> RulebookError? {
    guard firing < Self.leastFiring || silent < Self.leastSilent else { return nil }
    let stories = "\(firing) \(firing == 1 ? "story" : "stories")"
    return rule.error(
      .unfinished, at: 0,
      "`\(rule.string)` has \(stories) that must fire and \(silent) that must stay silent",
      hint: "tell at least \(Self.leastFiring) under `fires` and \(Self.leastSilent) under `silent`")
  }
}
