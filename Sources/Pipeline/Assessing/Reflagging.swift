import Detection
import Ledger
import Reporting
import Rulebook

/// Makes a subject's flags from its findings, beside those it had.
///
/// Flags are a function of the subject's own findings: each subject is finished by itself, on any thread.
struct Reflagging: Sendable {
  private let builder: FlagBuilder
  private let explanations: ExplanationWriter

  init(rulebook: Rulebook) {
    builder = FlagBuilder(rulebook: rulebook)
    explanations = ExplanationWriter(rulebook: rulebook)
  }

  /// The change that brings a subject from `old` flags up to `findings`.
  func change(
    of key: SubjectKey, profile: SubjectProfile, findings: [Finding], from old: [Flag]
  ) -> SubjectChange {
    var change = SubjectChange(key: key)
    let known = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
    var flags = made(of: profile, findings)
    for index in flags.indices {
      if let before = known[flags[index].id], Self.saysTheSame(before, flags[index]) { flags[index] = before }
      change.publish(flags[index], over: known[flags[index].id])
    }
    for flag in old where !flags.contains(where: { $0.id == flag.id }) {
      let successor = flags.first { $0.typology == flag.typology && $0.lastDay >= flag.firstDay }
      change.withdrawals.append(.init(flag: flag.id, successor: successor?.id))
    }
    if !findings.isEmpty || !flags.isEmpty {
      change.state = SubjectState(profile: profile, findings: findings, flags: flags).encoded()
    }
    return change
  }

  private func made(of profile: SubjectProfile, _ findings: [Finding]) -> [Flag] {
    builder.flags(of: profile, findings: findings).map { flag in
      var flag = flag
      flag.explanation = explanations.explanation(of: flag)
      return flag
    }
  }

  /// Whether two versions differ only in the rulebook that made them.
  private static func saysTheSame(_ left: Flag, _ right: Flag) -> Bool {
    var left = left
    left.rulebook = right.rulebook
    return left == right
  }
}
