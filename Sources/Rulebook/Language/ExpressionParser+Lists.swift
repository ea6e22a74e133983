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
      let list = try list(of: letters == .counterpartyCountry ? .countries : .states)
      inside = membership(in: list) { .letters(letters, $0.letters) }
      fact = letters.fact
    } else {
      let code = CodeField(rawValue: field) ?? .merchantCategory
      let list = try list(of: code.listKind)
      inside = membership(in: list) { .code(code, $0.ranges) }
      fact = code.fact
    }
    return isNegative ? .all([intern(.states(fact)), .not(inside)]) : inside
  }

  /// Membership in a list: where its values have their days, in each part on its own days.
  func membership(in list: ReferenceData.List, _ atom: (ReferenceData.Values) -> Atom) -> Predicate {
    let parts = list.ordered.map { period, values -> Predicate in
      let inside = intern(atom(values))
      if period == .always { return inside }
      return .all([inside, intern(.days(from: period.from, until: period.until))])
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  /// The list named here, or written here in brackets.
  mutating func list(of kind: ReferenceData.ListKind) throws(RulebookError) -> ReferenceData.List {
    if let named = try namedList(of: kind) { return named }
    let values: ReferenceData.Values
    switch kind {
    case .states, .countries: values = try lettersList(example: kind == .states ? "[TX, AZ]" : "[MX, GT]")
    case .trades: values = try tradeList()
    case .counties, .postalCodes, .merchantCategories: values = try codeList()
    case .contacts:
      throw error(
        .syntax, "contacts are listed in reference data",
        hint: "make a `list:` of `contacts` and name it here")
    }
    return ReferenceData.List(kind: kind, parts: [.always: values])
  }

  /// `customer phone in LIST` and its like.
  mutating func contact(_ field: ContactField) throws(RulebookError) -> Predicate {
    let start = index
    index += 2
    try expect("in", toSay: "write `\(field.rawValue) in LIST`")
    let list = try list(of: .contacts)
    if Atom.contact(field, []).asksOfCustomer { checkAboutCustomer(from: start) }
    return membership(in: list) { .contact(field, $0.texts) }
  }

  private mutating func lettersList(example: String) throws(RulebookError) -> ReferenceData.Values {
    var values = ReferenceData.Values()
    try elements { parser throws(RulebookError) in
      guard let token = parser.next, token.kind == .word, token.text.utf8.count == 2,
        let letters = Letters(token.text)
      else { throw parser.unexpected("a code of two letters", hint: "write `\(example)`") }
      parser.index += 1
      values.letters.insert(letters)
    }
    return values
  }

  private mutating func codeList() throws(RulebookError) -> ReferenceData.Values {
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
    return ReferenceData.Values(ranges: ReferenceData.joined(ranges))
  }

  private mutating func code() throws(RulebookError) -> UInt32 {
    guard let token = next, token.kind == .number, let value = UInt32(token.text) else {
      throw unexpected("a code of digits", hint: "write `[7011, 3501-3835]`")
    }
    index += 1
    return value
  }

  /// The reference list named here; nil where a bracket begins a list of its own.
  mutating func namedList(of kind: ReferenceData.ListKind) throws(RulebookError) -> ReferenceData
    .List?
  {
    if sees("[") { return nil }
    let start = index
    if let (_, count) = longestName(among: scope.reference.unreadable.sorted()) {
      index += count
      return ReferenceData.List(kind: kind, parts: [.always: ReferenceData.Values()])
    }
    guard let (name, count) = longestName(among: scope.reference.lists.keys.sorted()),
      let list = scope.reference.lists[name]
    else {
      throw unknownName(
        "list", among: scope.reference.lists.keys.sorted(),
        otherwise: "lists are reference data, or written `[A, B]`")
    }
    index += count
    scope.read(name)
    if list.kind != kind {
      throw error(
        .kindMismatch, at: start, "`\(name)` is a list of \(list.kind.rawValue), not of \(kind.rawValue)")
    }
    return list
  }

  mutating func elements(
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
