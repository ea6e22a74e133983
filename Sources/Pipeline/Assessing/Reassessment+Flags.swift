import Detection
import History
import Ledger
import Reporting

/// Flags, brought up to findings.
extension Reassessment {
  /// A subject's flags as they were, and as they follow from its findings.
  struct Made: Sendable {
    var old: [Flag]
    var new: [Flag]
  }

  /// What came of one subject.
  private struct Reflagged: Sendable {
    var made: Made
    /// Its state with its new flags; nil where they are the old ones.
    var state: StagedState?
  }

  /// Brings the flags of every subject that changed up to its findings.
  mutating func reflag(_ heirs: [SubjectKey: SubjectKey]) throws {
    let candidates = try candidates()
    let (families, flaggedRules) = (families, flaggedRules)
    let (builder, writer, before) = (flagBuilder, explanations, madeBefore)
    // Flags are a function of the subject's own findings: each can be made beside the others.
    let reflagged = concurrentMap(candidates) { candidate in
      Result {
        var made = try before[candidate.key] ?? Self.flags(of: candidate, by: builder)
        let known = Dictionary(uniqueKeysWithValues: made.old.map { ($0.id, $0) })
        for index in made.new.indices {
          made.new[index].explanation = writer.explanation(of: made.new[index])
          if let old = known[made.new[index].id], Self.saysTheSame(old, made.new[index]) {
            made.new[index] = old
          }
        }
        guard made.new != made.old else { return Reflagged(made: made) }
        var state = try candidate.staged.state()
        state.flags = made.new
        return Reflagged(
          made: made, state: StagedState(state, families: families, flaggedRules: flaggedRules))
      }
    }
    var flags: [SubjectKey: [Flag]] = [:]
    for (candidate, result) in zip(candidates, reflagged) { flags[candidate.key] = try result.get().made.new }
    for (candidate, result) in zip(candidates, reflagged) {
      let result = try result.get()
      if let state = result.state { changes.states[candidate.key] = state }
      let heir = heirs[candidate.key] ?? owners?.owner(of: candidate.staged.profile)
      publish(result.made, followedBy: heir.flatMap { flags[$0] } ?? [])
    }
    changes.states = changes.states.mapValues { state in state.flatMap { $0.isEmpty ? nil : $0 } }
  }

  private static func flags(of candidate: FlagCandidate, by builder: FlagBuilder) throws -> Made {
    let (state, findings) = try candidate.read()
    return Made(old: state.flags, new: builder.flags(of: state.profile, findings: findings))
  }

  // MARK: Who may be flagged

  /// The subjects that changed and may be flagged, by key; of those only the wanted.
  func candidates(_ isWanted: (StagedState) -> Bool = { _ in true }) throws -> [FlagCandidate] {
    try changes.states.compactMap { key, state -> FlagCandidate? in
      guard let state, isWanted(state), try canChange(key, state) else { return nil }
      return FlagCandidate(key: key, staged: state, aliases: try aliases(of: key), owners: owners)
    }.sorted { $0.key < $1.key }
  }

  /// Whether a subject is flagged or could be: most are of too few families for that.
  private func canChange(_ key: SubjectKey, _ state: StagedState) throws -> Bool {
    if state.isFlagged || state.families.count >= SignFamilies.fewest { return true }
    guard let owners else { return false }
    var together = state.families
    for alias in try owners.outsideNames(of: key) {
      together.formUnion(families.independent(in: try current(alias)?.findings ?? []))
    }
    return together.count >= SignFamilies.fewest
  }

  // MARK: What PostgreSQL is told

  /// - Parameter heirs: flags of whoever has the subject's postings now.
  private mutating func publish(_ made: Made, followedBy heirs: [Flag]) {
    let old = Dictionary(uniqueKeysWithValues: made.old.map { ($0.id, $0) })
    for flag in made.new { publish(flag, over: old[flag.id]) }
    for flag in made.old where !made.new.contains(where: { $0.id == flag.id }) {
      let successor = (made.new + heirs).first {
        $0.typology == flag.typology && $0.lastDay >= flag.firstDay
      }
      changes.withdrawals.append(.init(flag: flag.id, successor: successor?.id))
    }
  }

  private mutating func publish(_ flag: Flag, over old: Flag?) {
    guard let old else {
      changes.flagsNew += 1
      changes.flags.append(flag)
      return
    }
    guard old != flag else { return }
    let before = Set(old.evidence.map(\.identity))
    let after = Set(flag.evidence.map(\.identity))
    if after.isSubset(of: before) { changes.flagsAmended += 1 } else { changes.flagsExtended += 1 }
    changes.flags.append(flag)
  }

  /// Whether two versions differ only in the rulebook that made them.
  private static func saysTheSame(_ left: Flag, _ right: Flag) -> Bool {
    var left = left
    left.rulebook = right.rulebook
    return left == right
  }
}
