import Ledger

extension ExpressionParser {
  /// `place.state in [TX, AZ]`, `place.county in southwest_border_counties`, `mcc not in lodging`.
  ///
  /// `not in` holds only where the field is stated: a missing country is not a foreign one.
  mutating func membership(of field: String) throws(RulebookError) -> Predicate {
    index += 1
    let isNegative = accept("not")
    try expect("in", toSay: "write `\(field) in LIST` or `\(field) in [A, B]`")
    let inside: Predicate
    let fact: FieldSet
    if let letters = LettersField(rawValue: field) {
      inside = intern(.letters(letters, try lettersList(of: letters)))
      fact = letters.fact
    } else {
      let code = CodeField(rawValue: field) ?? .merchantCategory
      inside = intern(.code(code, try codeList(of: code)))
      fact = code.fact
    }
    return isNegative ? .all([intern(.states(fact)), .not(inside)]) : inside
  }

  private mutating func lettersList(of field: LettersField) throws(RulebookError) -> Set<Letters> {
    let kind: ReferenceData.ListKind = field == .counterpartyCountry ? .countries : .states
    if let list = try namedList(of: kind) { return list.letters }
    var values: Set<Letters> = []
    try elements { parser throws(RulebookError) in
      guard let token = parser.next, token.kind == .word, token.text.utf8.count == 2,
        let letters = Letters(token.text)
      else { throw parser.unexpected("a code of two letters", hint: "write `[TX, AZ]`") }
      parser.index += 1
      values.insert(letters)
    }
    return values
  }

  private mutating func codeList(of field: CodeField) throws(RulebookError) -> [ClosedRange<UInt32>] {
    if let list = try namedList(of: field.listKind) { return list.ranges }
    var ranges: [ClosedRange<UInt32>] = []
    try elements { parser throws(RulebookError) in
      let start = parser.index
      let low = try parser.code()
      let high = parser.accept("-") ? try parser.code() : low
      guard low <= high else {
        throw parser.error(
          .impossibleBand, at: start, "no code lies between \(low) and \(high)",
          hint: "write the lower code first")
      }
      ranges.append(low...high)
    }
    return ReferenceData.joined(ranges)
  }

  private mutating func code() throws(RulebookError) -> UInt32 {
    guard let token = next, token.kind == .number, let value = UInt32(token.text) else {
      throw unexpected("a code of digits", hint: "write `[7011, 3501-3835]`")
    }
    index += 1
    return value
  }

  /// The reference list named here; nil where a bracket begins a list of its own.
  private mutating func namedList(of kind: ReferenceData.ListKind) throws(RulebookError) -> ReferenceData
    .List?
  {
    if sees("[") { return nil }
    let start = index
    guard let (name, count) = longestName(among: scope.reference.lists.keys.sorted()),
      let list = scope.reference.lists[name]
    else {
      throw unknownName(
        "list", among: scope.reference.lists.keys.sorted(),
        otherwise: "lists are reference data, or written `[A, B]`")
    }
    index += count
    if list.kind != kind {
      throw error(
        .kindMismatch, at: start, "`\(name)` is a list of \(list.kind.rawValue), not of \(kind.rawValue)")
    }
    return list
  }

  private mutating func elements(
    _ element: (inout ExpressionParser) throws(RulebookError) -> Void
  ) throws(RulebookError) {
    try expect("[", toSay: "a list stands in brackets")
    repeat { try element(&self) } while accept(",")
    try expect("]", toSay: "close the list")
  }
}

extension CodeField {
  var listKind: ReferenceData.ListKind {
    switch self {
    case .zip, .homeZip: .postalCodes
    case .county: .counties
    case .merchantCategory: .merchantCategories
    }
  }
}
