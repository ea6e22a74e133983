import Detection
import History
import Ledger

/// Derived state as it lies in the history's tables: a subject's state under its key, what is gathered
/// under the hub's key followed by the leaf's.
struct StoredDerivedState: DerivedStore {
  let store: HistoryStore

  func state(of subject: SubjectKey) throws -> SubjectState? {
    guard let bytes = try store.get(.findings, key: subject.bytes) else { return nil }
    return try Self.decoding { try SubjectState(decoding: bytes) }
  }

  func gathered(at hub: SubjectKey) throws -> [SubjectKey: [GatheredFinding]] {
    var values: [(SubjectKey, [UInt8])] = []
    try store.scan(.gathered, prefix: hub.bytes) { key, value in
      if let leaf = SubjectKey(bytes: key.dropFirst(16)) { values.append((leaf, Array(value))) }
      return true
    }
    var gathered: [SubjectKey: [GatheredFinding]] = [:]
    for (leaf, bytes) in values {
      gathered[leaf] = try Self.decoding { try [GatheredFinding](record: bytes) }
    }
    return gathered
  }

  func subjects() throws -> Set<SubjectKey> { try keys(of: .findings) }

  func hubs() throws -> Set<SubjectKey> { try keys(of: .gathered) }

  /// The subjects by whose keys those of a table begin.
  private func keys(of table: HistoryTable) throws -> Set<SubjectKey> {
    Set(try store.keys(of: table).compactMap { SubjectKey(bytes: $0.prefix(16)) })
  }

  /// Stages a run's changes in its night.
  static func stage(_ changes: DerivedChanges, in night: Night) {
    for (key, state) in changes.states {
      if let state {
        night.put(.findings, key: key.bytes, value: state.bytes)
      } else {
        night.delete(.findings, key: key.bytes)
      }
    }
    for (hub, leaves) in changes.gathered {
      for (leaf, findings) in leaves {
        if findings.isEmpty {
          night.delete(.gathered, key: hub.bytes + leaf.bytes)
        } else {
          night.put(.gathered, key: hub.bytes + leaf.bytes, value: findings.record)
        }
      }
    }
  }

  private static func decoding<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw PipelineError(
        .stateUnreadable, reason: "What was found earlier could not be read back from the state",
        advice: "It may be damaged or of another version: restore it from a backup, or scan the archived "
          + "exports into a new one")
    }
  }
}

extension SubjectKey {
  /// Sixteen bytes, big-endian, so that keys sort as bytes do.
  var bytes: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * $0)) } }
  }

  init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let halves = [bytes.prefix(8), bytes.dropFirst(8)].map { half in
      half.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self.init(high: halves[0], low: halves[1])
  }
}
