import Detection
import Ledger

/// What a night changes about one subject: its state, and what PostgreSQL must be told of its flags.
struct SubjectChange: Sendable {
  var key: SubjectKey
  /// The new state as it is stored; nil where nothing is left to remember.
  var state: [UInt8]?
  /// Flags to publish: new ones, and those that changed.
  var flags: [Flag] = []
  var withdrawals: [DerivedChanges.Withdrawal] = []
  var flagsNew = 0
  var flagsExtended = 0
  var flagsAmended = 0
}

extension SubjectChange {
  /// Notes a flag to publish, over the version there was of it.
  mutating func publish(_ flag: Flag, over old: Flag?) {
    guard let old else {
      flagsNew += 1
      flags.append(flag)
      return
    }
    guard old != flag else { return }
    let before = Set(old.evidence.map(\.identity))
    let after = Set(flag.evidence.map(\.identity))
    if after.isSubset(of: before) { flagsAmended += 1 } else { flagsExtended += 1 }
    flags.append(flag)
  }
}
