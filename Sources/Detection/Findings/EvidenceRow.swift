/// What the source stated of a posting, held once for all findings that rest on it. Never changes.
final class EvidenceRow: Sendable {
  let content: Content

  init(_ content: Content) { self.content = content }

  struct Content: Codable, Hashable, Sendable {
    var identity: String
    var instant: Int64
    var zoneMinutes: Int
    var timeKnown: Bool
    var minorUnits: Int64
    var currency: String
    var direction: String
    var channel: String
    var purpose: String
    var fields: [String: String]
    var file: String
    var line: Int
  }
}

extension EvidenceRow.Content {
  /// Whether two say the same byte for byte: `==` takes a letter with its accent and the two written one behind
  /// the other for the same, and evidence must come back as its source wrote it.
  func isExactly(_ other: Self) -> Bool {
    self == other && exact(\.identity, other) && exact(\.currency, other) && exact(\.direction, other)
      && exact(\.channel, other) && exact(\.purpose, other) && exact(\.file, other)
      && fields.allSatisfy { key, value in
        guard let index = other.fields.index(forKey: key) else { return false }
        let (otherKey, otherValue) = other.fields[index]
        return ExactText(key) == ExactText(otherKey) && ExactText(value) == ExactText(otherValue)
      }
  }

  private func exact(_ path: KeyPath<Self, String>, _ other: Self) -> Bool {
    ExactText(self[keyPath: path]) == ExactText(other[keyPath: path])
  }
}
