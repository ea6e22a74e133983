import Yams

extension Profile {
  /// Reads a profile written in YAML.
  ///
  /// - Parameter file: name of the file for messages.
  /// - Throws: `IngestError` with line and column for anything that is unknown, impossible or contradictory;
  ///   nothing is guessed and nothing is skipped.
  public init(yaml: String, file: String = "") throws(IngestError) {
    let root = try ProfileReader.parse(yaml, file: file)
    self = try ProfileReader(file: file).profile(root)
  }
}

/// Turns the nodes of a YAML document into a profile.
struct ProfileReader {
  let file: String

  static let keys = [
    "profile", "format", "dialect", "fields", "codes", "time", "amount", "currency", "legs", "institution",
    "exclude",
  ]

  static func parse(_ yaml: String, file: String) throws(IngestError) -> Node {
    do {
      guard let root = try Yams.compose(yaml: yaml) else {
        throw IngestError(code: .profileShape, source: file, why: "The profile is empty")
      }
      return root
    } catch let error as YamlError {
      throw syntaxError(error, file: file)
    } catch let error as IngestError {
      throw error
    } catch {
      throw IngestError(code: .profileShape, source: file, why: "The profile is not readable as YAML")
    }
  }

  private static func syntaxError(_ error: YamlError, file: String) -> IngestError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .profile(.profileShape, file, mark, why: "The profile is not valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
      return .profile(
        .profileKey, file, context.mark, why: "Written twice: \(names)", remedy: "Keep one of them")
    default:
      return IngestError(code: .profileShape, source: file, why: "The profile is not readable as YAML")
    }
  }

  func profile(_ root: Node) throws(IngestError) -> Profile {
    let section = try ProfileSection(root, name: "", file: file, keys: Self.keys)
    var profile = Profile()
    profile.name = try section.text("profile") ?? ""
    profile.format = try section.choice("format", SourceFormat.self) ?? .delimited
    if let node = section.node("dialect") { profile.dialect = try dialect(node) }
    if let node = section.node("fields") { profile.fields = try fields(node, of: profile) }
    if let node = section.node("codes") { profile.codes = try codes(node) }
    if let node = section.node("time") { profile.time = try time(node) }
    if let node = section.node("amount") { profile.amount = try amount(node) }
    profile.currency = try currency(section)
    profile.legs = try section.choice("legs", Legs.self) ?? .one
    if let names = try institution(section) {
      profile.institution = names.first
      profile.own = OwnInstitution(named: names)
    }
    if let node = section.node("exclude") { profile.exclusions = try exclusions(node, of: profile) }
    try ProfileCheck(profile: profile, file: file, section: section).run()
    return profile
  }

  /// A name, or a list of a name, BICs and routing numbers.
  private func institution(_ section: ProfileSection) throws(IngestError) -> [String]? {
    guard section.node("institution")?.sequence != nil else {
      return try section.text("institution").map { [$0] }
    }
    return try section.texts("institution")
  }

  // MARK: Dialect

  func dialect(_ node: Node) throws(IngestError) -> Dialect {
    let section = try ProfileSection(
      node, name: "dialect", file: file,
      keys: ["delimiter", "quote", "encoding", "preamble_lines", "header", "trailers", "short_rows"])
    var dialect = Dialect()
    dialect.delimiter = try section.choice("delimiter", ProfileWords.delimiters) ?? dialect.delimiter
    if let quote = try section.choice("quote", ProfileWords.quotes) {
      dialect.quote = quote == 0 ? nil : quote
    }
    dialect.encoding = try section.choice("encoding", TextEncoding.self) ?? .utf8
    dialect.preambleLines = try section.number("preamble_lines", least: 0) ?? 0
    dialect.hasHeader = try section.flag("header") ?? true
    dialect.allowsShortRows = try section.flag("short_rows") ?? false
    guard let trailers = section.node("trailers") else { return dialect }
    guard let list = trailers.sequence else { throw section.fault("trailers", trailers, "takes a list") }
    for element in list { dialect.trailers.append(try trailer(element)) }
    return dialect
  }

  private func trailer(_ node: Node) throws(IngestError) -> TrailerRule {
    let section = try ProfileSection(
      node, name: "trailers", file: file, keys: ["prefix", "count_field", "total_field"])
    guard let prefix = try section.text("prefix"), !prefix.isEmpty else {
      throw section.fault("trailers", node, "need a prefix: how the last row begins")
    }
    return TrailerRule(
      prefix: prefix, countField: try section.number("count_field", least: 1),
      totalField: try section.number("total_field", least: 1))
  }

  // MARK: Fields

  private func fields(_ node: Node, of profile: Profile) throws(IngestError) -> [CanonicalField:
    [FieldSource]]
  {
    let section = try ProfileSection(
      node, name: "fields", file: file, keys: CanonicalField.allCases.map(\.rawValue))
    var result: [CanonicalField: [FieldSource]] = [:]
    for field in CanonicalField.allCases {
      guard let node = section.node(field.rawValue) else { continue }
      if let list = node.sequence {
        var sources: [FieldSource] = []
        for element in list { sources.append(try source(element, field.rawValue, section, profile)) }
        guard !sources.isEmpty else { throw section.fault(field.rawValue, node, "names no column") }
        result[field] = sources
      } else {
        result[field] = [try source(node, field.rawValue, section, profile)]
      }
    }
    return result
  }

  /// A plain word is a column of a CSV file, or a path in NDJSON; without a header a number is a place.
  private func source(
    _ node: Node, _ key: String, _ section: ProfileSection, _ profile: Profile
  ) throws(IngestError) -> FieldSource {
    if let scalar = node.scalar {
      let text = scalar.string
      if profile.format == .ndjson { return .path(written: text) }
      if profile.dialect.hasHeader { return .column(text) }
      guard let place = Int(text), place >= 1 else {
        throw section.fault(
          key, node, "names a column, but the file has no header", "Give the column's number, from 1")
      }
      return .position(place)
    }
    let inner = try ProfileSection(
      node, name: key, file: file, keys: ["column", "position", "path", "constant"])
    guard inner.mapping.count == 1 else {
      throw section.fault(key, node, "takes one of column, position, path and constant")
    }
    if let constant = try inner.text("constant") { return .constant(constant) }
    switch profile.format.kind {
    case .message: throw section.fault(key, node, "is said by the format itself", "Remove `fields`")
    case .ndjson:
      if let path = try inner.text("path") { return .path(written: path) }
      throw section.fault(key, node, "must be a path in NDJSON", "Write `\(key): a.b[0].c`")
    case .delimited:
      if let position = try inner.number("position", least: 1) { return .position(position) }
      guard profile.dialect.hasHeader, let column = try inner.text("column") else {
        throw section.fault(key, node, "must be a column with this header, or a position")
      }
      return .column(column)
    }
  }

  private func exclusions(_ node: Node, of profile: Profile) throws(IngestError) -> [RowExclusion] {
    guard let list = node.sequence else {
      throw .profile(.profileValue, file, node.mark, why: "`exclude` takes a list")
    }
    var result: [RowExclusion] = []
    for element in list {
      let section = try ProfileSection(
        element, name: "exclude", file: file, keys: ["column", "position", "path", "values"])
      guard let values = try section.texts("values"), !values.isEmpty else {
        throw section.fault("exclude", element, "needs values: the words that mark such records")
      }
      let places = section.mapping.filter { $0.key.scalar?.string != "values" }
      let place = try source(Node(places.map { ($0.key, $0.value) }), "exclude", section, profile)
      result.append(RowExclusion(source: place, values: values))
    }
    return result
  }

  // MARK: Values

  private func codes(_ node: Node) throws(IngestError) -> [CanonicalField: [String: String]] {
    let section = try ProfileSection(
      node, name: "codes", file: file, keys: CanonicalField.allCases.map(\.rawValue))
    var result: [CanonicalField: [String: String]] = [:]
    for field in CanonicalField.allCases {
      guard let node = section.node(field.rawValue) else { continue }
      guard let mapping = node.mapping else {
        throw section.fault(field.rawValue, node, "takes a list of `code: meaning`")
      }
      var table: [String: String] = [:]
      for (key, value) in mapping {
        guard let code = key.scalar?.string, let meaning = value.scalar?.string else {
          throw section.fault(field.rawValue, value, "takes plain codes and meanings")
        }
        try ProfileWords.check(meaning, for: field, at: value, in: section)
        table[code] = meaning
      }
      result[field] = table
    }
    return result
  }

  private func time(_ node: Node) throws(IngestError) -> TimeRule {
    let section = try ProfileSection(node, name: "time", file: file, keys: ["order", "zone", "origin"])
    return TimeRule(
      order: try section.choice("order", ProfileWords.dateOrders) ?? .iso, zone: try section.text("zone"),
      origin: try section.text("origin"))
  }

  private func amount(_ node: Node) throws(IngestError) -> AmountRule {
    let section = try ProfileSection(
      node, name: "amount", file: file, keys: ["decimal", "sign", "minor_units", "rounding"])
    return AmountRule(
      decimalMark: try section.choice("decimal", ProfileWords.decimalMarks) ?? UInt8(ascii: "."),
      sign: try section.choice("sign", AmountSign.self) ?? .automatic,
      isMinorUnits: try section.flag("minor_units") ?? false,
      roundsSurplusDecimals: try section.flag("rounding") ?? false)
  }

  private func currency(_ section: ProfileSection) throws(IngestError) -> String? {
    guard let node = section.node("currency"), let text = try section.text("currency") else { return nil }
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw section.fault("currency", node, "takes the three capital letters of an ISO 4217 code")
    }
    return text
  }
}
