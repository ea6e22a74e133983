import Yams

/// A mapping of a profile while it is read: strict about keys, exact about where a fault stands.
struct ProfileSection {
  let mapping: Node.Mapping
  /// Name for messages: `dialect`, or empty for the profile as a whole.
  let name: String
  let file: String

  /// Takes a node that must be a mapping with no other keys than `keys`.
  init(_ node: Node, name: String, file: String, keys: [String]) throws(IngestError) {
    guard let mapping = node.mapping else {
      throw .profile(
        .profileShape, file, node.mark, why: "\(name.isEmpty ? "A profile" : name) is not a list of keys",
        remedy: "Write it as lines of the form `key: value`")
    }
    self.mapping = mapping
    self.name = name
    self.file = file
    for key in mapping.keys {
      let written = key.scalar?.string ?? ""
      if keys.contains(written) { continue }
      let near = nearestWord(to: written, among: keys)
      throw .profile(
        .profileKey, file, key.mark, why: "There is no key `\(written)`\(name.isEmpty ? "" : " in \(name)")",
        remedy: near.map { "Did you mean `\($0)`?" } ?? "Known keys: \(keys.joined(separator: ", "))")
    }
  }

  /// The node of a key; nil where it is absent.
  func node(_ key: String) -> Node? {
    mapping.first { $0.key.scalar?.string == key }?.value
  }

  /// The text of a key, as written.
  func text(_ key: String) throws(IngestError) -> String? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar else { throw fault(key, node, "takes a single value") }
    return scalar.string
  }

  /// The texts of a key that takes one or a list.
  func texts(_ key: String) throws(IngestError) -> [String]? {
    guard let node = node(key) else { return nil }
    if let scalar = node.scalar { return [scalar.string] }
    guard let list = node.sequence else { throw fault(key, node, "takes a value or a list of values") }
    var result: [String] = []
    for element in list {
      guard let scalar = element.scalar else { throw fault(key, element, "takes plain values only") }
      result.append(scalar.string)
    }
    return result
  }

  /// A whole number of at least `least`.
  func number(_ key: String, least: Int) throws(IngestError) -> Int? {
    guard let node = node(key) else { return nil }
    guard let value = node.scalar.flatMap({ Int($0.string) }), value >= least else {
      throw fault(key, node, "takes a whole number from \(least)")
    }
    return value
  }

  /// true or false.
  func flag(_ key: String) throws(IngestError) -> Bool? {
    try choice(key, ["true": true, "yes": true, "false": false, "no": false])
  }

  /// One of the words.
  func choice<Value>(_ key: String, _ words: [String: Value]) throws(IngestError) -> Value? {
    guard let node = node(key) else { return nil }
    let written = node.scalar?.string ?? ""
    if let value = words[written] { return value }
    let known = words.keys.sorted()
    let near = nearestWord(to: written, among: known)
    throw fault(
      key, node, "takes one of: \(known.joined(separator: ", "))", near.map { "Did you mean `\($0)`?" } ?? "")
  }

  /// One of the raw values of a type.
  func choice<Value: RawRepresentable & CaseIterable>(_ key: String, _ type: Value.Type)
    throws(IngestError) -> Value? where Value.RawValue == String
  {
    try choice(key, Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, $0) }))
  }

  /// An error at a node.
  func fault(_ key: String, _ node: Node, _ why: String, _ remedy: String = "") -> IngestError {
    .profile(.profileValue, file, node.mark, why: "`\(key)` \(why)", remedy: remedy)
  }
}

extension IngestError {
  /// An error of a profile at a place in its text.
  static func profile(
    _ code: Code, _ file: String, _ mark: Mark?, why: String, remedy: String = ""
  ) -> IngestError {
    IngestError(code: code, source: file, line: mark?.line, column: mark?.column, why: why, remedy: remedy)
  }
}

extension IngestError.Code {
  /// The profile is not YAML, or has a list where keys are expected.
  public static let profileShape = Self(rawValue: "profile-shape")
  /// The profile has a key that means nothing.
  public static let profileKey = Self(rawValue: "profile-key")
}
