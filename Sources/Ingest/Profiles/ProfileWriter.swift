extension Profile {
  /// The profile as YAML, every value that differs from the default, in a fixed order.
  ///
  /// Reading it gives an equal profile, provided that this one is complete.
  public var yaml: String {
    var lines: [String] = []
    if !name.isEmpty { lines.append("profile: \(quoted(name))") }
    lines.append("format: \(format.rawValue)")
    section("dialect", dialectLines, into: &lines)
    section("fields", fieldLines, into: &lines)
    section("codes", codeLines, into: &lines)
    section("time", timeLines, into: &lines)
    section("amount", amountLines, into: &lines)
    if let currency { lines.append("currency: \(currency)") }
    if legs != .one { lines.append("legs: \(legs.rawValue)") }
    if let institution {
      let names = own.identifiers.first == institution ? own.identifiers : [institution] + own.identifiers
      lines.append(
        "institution: "
          + (names.count == 1 ? quoted(institution) : "[\(names.map(quoted).joined(separator: ", "))]"))
    }
    section("exclude", exclusions.map(written), into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ key: String, _ inner: [String], into lines: inout [String]) {
    guard !inner.isEmpty else { return }
    lines.append(key + ":")
    lines.append(contentsOf: inner.map { "  " + $0 })
  }

  private var dialectLines: [String] {
    let plain = Dialect()
    var lines: [String] = []
    if dialect.delimiter != plain.delimiter {
      lines.append("delimiter: \(ProfileWords.word(for: dialect.delimiter, in: ProfileWords.delimiters))")
    }
    if dialect.quote != plain.quote {
      lines.append("quote: \(ProfileWords.word(for: dialect.quote, in: ProfileWords.quotes))")
    }
    if dialect.encoding != plain.encoding { lines.append("encoding: \(dialect.encoding.rawValue)") }
    if dialect.preambleLines != 0 { lines.append("preamble_lines: \(dialect.preambleLines)") }
    if !dialect.hasHeader { lines.append("header: false") }
    if dialect.allowsShortRows { lines.append("short_rows: true") }
    guard !dialect.trailers.isEmpty else { return lines }
    lines.append("trailers:")
    for rule in dialect.trailers {
      var parts = ["prefix: \(quoted(rule.prefix))"]
      if let field = rule.countField { parts.append("count_field: \(field)") }
      if let field = rule.totalField { parts.append("total_field: \(field)") }
      lines.append("  - {\(parts.joined(separator: ", "))}")
    }
    return lines
  }

  private var fieldLines: [String] {
    CanonicalField.allCases.compactMap { field in
      guard let sources = fields[field], let first = sources.first else { return nil }
      let value = sources.count == 1 ? written(first) : "[\(sources.map(written).joined(separator: ", "))]"
      return "\(field.rawValue): \(value)"
    }
  }

  private func written(_ source: FieldSource) -> String {
    switch source {
    case .column(let name): quoted(name)
    case .position(let place): dialect.hasHeader ? "{position: \(place)}" : "\(place)"
    case .path(let components): quoted(FieldSource.written(components))
    case .constant(let text): "{constant: \(quoted(text))}"
    }
  }

  private func written(_ exclusion: RowExclusion) -> String {
    let values = exclusion.values.map(quoted).joined(separator: ", ")
    let place =
      switch exclusion.source {
      case .column(let name): "column: \(quoted(name))"
      case .position(let place): "position: \(place)"
      case .path(let components): "path: \(quoted(FieldSource.written(components)))"
      case .constant(let text): "constant: \(quoted(text))"
      }
    return "- {\(place), values: [\(values)]}"
  }

  private var codeLines: [String] {
    CanonicalField.allCases.compactMap { field in
      guard let table = codes[field], !table.isEmpty else { return nil }
      let pairs = table.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }
      return "\(field.rawValue): {\(pairs.joined(separator: ", "))}"
    }
  }

  private var timeLines: [String] {
    var lines: [String] = []
    if time.order != .iso { lines.append("order: \(time.order.rawValue)") }
    if let zone = time.zone { lines.append("zone: \(quoted(zone))") }
    if let origin = time.origin { lines.append("origin: \(quoted(origin))") }
    return lines
  }

  private var amountLines: [String] {
    var lines: [String] = []
    if amount.decimalMark != AmountRule().decimalMark { lines.append("decimal: comma") }
    if amount.sign != .automatic { lines.append("sign: \(amount.sign.rawValue)") }
    if amount.isMinorUnits { lines.append("minor_units: true") }
    if amount.roundsSurplusDecimals { lines.append("rounding: true") }
    return lines
  }

  /// A scalar that YAML reads back as this text: plain where that is safe, else in double quotes.
  private func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } == true
      && text.utf8.last != UInt8(ascii: " ")
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x20 || byte == 0x5F
          || byte == 0x2F || byte == 0x2E || byte == 0x2D
      }
    if isPlain { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value):
        result += "\\x" + String(hexadecimalByte(scalar.value))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func hexadecimalByte(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
