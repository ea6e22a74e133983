private import Foundation

/// Makes a proposal for NDJSON.
struct ObjectSniffer {
  let bytes: ArraySlice<UInt8>
  let isWhole: Bool

  /// Objects looked at: enough for every optional key to occur.
  private static let mostObjects = 2000

  func proposal() throws(IngestError) -> Proposal {
    let sample = try self.sample()
    let rows = sample.objects.map { object in sample.paths.map { object[$0] ?? "" } }
    return try propose(sample.paths, rows, sample.unreadable)
  }

  /// The fields that the names of keys give, without a look at their values: how NDJSON is read that has no
  /// profile.
  func fieldsByName() throws(IngestError) -> [CanonicalField: [FieldSource]] {
    let paths = try sample().paths
    return HeaderBinding.places(of: paths.map(Self.match)).mapValues { places in
      places.map { .path(written: paths[$0]) }
    }
  }

  /// Every path met, in order, and what each object holds there.
  private func sample() throws(IngestError) -> (
    paths: [String], objects: [[String: String]], unreadable: Int
  ) {
    var paths: Set<String> = []
    var objects: [[String: String]] = []
    let lines = self.lines()
    for line in lines {
      guard let parsed = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
        continue
      }
      var leaves: [String: String] = [:]
      Self.flatten(parsed, "", &leaves)
      paths.formUnion(leaves.keys)
      objects.append(leaves)
    }
    // One bad line is one rejection; where most are bad it is the file that is of another form.
    if objects.count * 2 < lines.count || objects.isEmpty { throw Self.refusal(lines) }
    return (paths.sorted(), objects, lines.count - objects.count)
  }

  private func lines() -> [ArraySlice<UInt8>] {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    var lines = body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    if !isWhole, lines.count > 1 { lines.removeLast() }
    lines.removeAll { line in line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return Array(lines.prefix(Self.mostObjects))
  }

  private static func refusal(_ lines: [ArraySlice<UInt8>]) -> IngestError {
    let first = lines.first ?? []
    if first.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "[") {
      return IngestError(
        code: .formatNotRead, why: "This is one JSON array; NDJSON has one object per line",
        remedy: "Turn it into lines: jq -c '.[]'")
    }
    if first.last(where: { $0 != 0x20 && $0 != 0x09 }) != UInt8(ascii: "}") {
      return IngestError(
        code: .formatNotRead, why: "This JSON spreads an object over several lines; NDJSON has one per line",
        remedy: "Turn it into lines: jq -c .")
    }
    return IngestError(
      code: .noTransactions, why: "Most lines are not complete JSON objects",
      remedy: "Write one object per line, for instance with: jq -c .")
  }

  private func propose(_ paths: [String], _ rows: [[String]], _ unreadable: Int) throws(IngestError)
    -> Proposal
  {
    var profile = Profile()
    profile.format = .ndjson
    var evidence = ["Each line is a JSON object: \(rows.count) were looked at."]
    if unreadable > 0 { evidence.append("\(unreadable) lines are no JSON objects and would be rejected.") }
    let columns = paths.map { path in
      SampleTable.Column(name: path, source: .path(written: path), match: Self.match(path))
    }
    let table = SampleTable(columns: columns, rows: rows, hasNames: true)
    var draft = ProposalDraft(table: table, isWhole: isWhole, profile: profile, evidence: evidence)
    var proposal = try draft.proposal()
    proposal.profile.readsLateNames = true
    return proposal
  }

  /// Names that mean nothing without what they belong to.
  private static let dependent: Set<String> = ["value", "name", "id", "number", "code", "iban", "amount"]

  /// What a path means: the whole of it, its last two steps, or its last.
  static func match(_ path: String) -> (field: CanonicalField, rank: Int)? {
    guard case .path(let components) = FieldSource.path(written: path) else { return nil }
    let steps = components.filter { !FieldSource.isIndex($0) }
    guard let last = steps.last else { return nil }
    if steps.count == 1 { return FieldCatalogue.match(header: last) }
    for candidate in [steps.joined(separator: " "), steps.suffix(2).joined(separator: " ")] {
      if let match = FieldCatalogue.match(header: candidate) { return match }
    }
    let isDependent = dependent.contains(last.lowercased())
    let alone = isDependent && last == "value" ? steps[steps.count - 2] : last
    guard !isDependent || last == "value", let match = FieldCatalogue.match(header: alone) else { return nil }
    // A nested namesake yields to one at the top.
    return (match.field, match.rank + steps.count)
  }

  /// Every text, number and truth value with its path.
  private static func flatten(_ value: Any, _ path: String, _ leaves: inout [String: String]) {
    switch value {
    case let object as [String: Any]:
      for (key, inner) in object where !key.contains(where: { ".[]".contains($0) }) {
        flatten(inner, path.isEmpty ? key : path + "." + key, &leaves)
      }
    case let array as [Any]:
      for (index, inner) in array.prefix(4).enumerated() { flatten(inner, path + "[\(index)]", &leaves) }
    case is NSNull: leaves[path] = ""
    case let text as String: leaves[path] = text
    case let number as NSNumber: leaves[path] = number.stringValue
    default: leaves[path] = ""
    }
  }
}
