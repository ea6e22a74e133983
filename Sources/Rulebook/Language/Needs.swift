import Ledger

extension LettersField {
  /// The fact that the field is stated.
  var fact: FieldSet {
    switch self {
    case .state: .state
    case .counterpartyState: .counterpartyState
    case .counterpartyCountry: .counterpartyCountry
    }
  }
}

extension CodeField {
  /// The fact that the field is stated.
  var fact: FieldSet {
    switch self {
    case .zip: .zip
    case .county: .county
    case .homeZip: .homeZip
    case .merchantCategory: .merchantCategory
    }
  }
}

extension ContactField {
  /// The fact that the field is stated.
  var fact: FieldSet {
    switch self {
    case .customerPhone: FieldSet(text: .phone)
    case .customerEmail: .email
    case .customerAddress: .address
    case .counterpartyPhone: FieldSet(text: .counterpartyPhone)
    case .counterpartyAccount: FieldSet(text: .counterpartyAccount)
    }
  }
}

extension GroupField {
  /// The fact without which nothing can be grouped by the field; empty for what every posting has.
  var fact: FieldSet {
    switch self {
    case .counterparty: .counterparty
    case .customer, .account, .day, .amount: []
    case .state: .state
    case .county: .county
    case .zip: .zip
    case .counterpartyState: .counterpartyState
    case .counterpartyCountry: .counterpartyCountry
    case .counterpartyBank: FieldSet(text: .counterpartyBank)
    case .merchantCategory: .merchantCategory
    case .conductor: FieldSet(text: .conductor)
    case .device: FieldSet(text: .device)
    case .phone: FieldSet(text: .phone)
    case .employer: FieldSet(text: .employer)
    case .branch: FieldSet(text: .branch)
    case .counterpartyPhone: FieldSet(text: .counterpartyPhone)
    case .counterpartyAddress: FieldSet(text: .counterpartyAddress)
    case .reference: FieldSet(text: .reference)
    case .memo: FieldSet(text: .memo)
    case .address: .address
    case .email: .email
    }
  }
}

extension Atom {
  /// The facts without which the atom is false for every posting, whatever happened.
  var needs: FieldSet {
    switch self {
    case .channel: .channel
    case .direction, .amount, .amountMultiple, .weekday, .days, .gathered, .isOwnTransfer: []
    case .purpose: .purpose
    case .timeOfDay: .timeOfDay
    case .letters(let field, _): field.fact
    case .code(let field, _): field.fact
    case .lexicon(let field, _): FieldSet(text: field)
    case .states(let facts): facts
    case .fartherFromHome: [.zip, .homeZip]
    case .contact(let field, _): field.fact
    case .openedWithin: .opened
    case .isBusiness: .customerType
    case .trade: .trade
    case .occupation: .occupation
    case .sharesAddress: [.address, FieldSet(text: .counterpartyAddress)]
    case .isEmployer: [.customerEmployer, FieldSet(text: .counterpartyName)]
    case .sharesSurname: [FieldSet(text: .customerName), FieldSet(text: .counterpartyName)]
    }
  }
}

/// Works out which facts a rule cannot do without. What is joined by `or` is needed only where every branch
/// needs it: a rule that reads the memo or the hour can be evaluated with either.
struct Needs {
  let atoms: [Atom]
  let sets: [PostingSet]
  let aggregates: [Aggregate]
  let conditions: [Condition]

  func of(_ predicate: Predicate) -> FieldSet {
    switch predicate {
    case .atom(let index): atoms[index].needs
    // What is only excluded is not needed: `not refund` is worth asking where no purposes are stated.
    case .not: []
    case .all(let parts): parts.reduce([]) { $0.union(of($1)) }
    case .any(let parts): parts.dropFirst().reduce(parts.first.map(of) ?? []) { $0.intersection(of($1)) }
    }
  }

  func of(set index: Int) -> FieldSet {
    switch sets[index].members {
    case .matching(let predicate):
      return of(predicate)
    case .everything:
      return []
    case .after(let set, let other, let milliseconds, let metres, let together),
      .before(let set, let other, let milliseconds, let metres, let together):
      return of(set: set).union(of(set: other)).union(clock(milliseconds))
        .union(metres == nil ? [] : .zip).union(together?.fact ?? [])
    case .following(let set, let other, let milliseconds):
      return of(set: set).union(of(set: other)).union(clock(milliseconds))
    case .newcomers(let set, let field, let milliseconds):
      return of(set: set).union(field.fact).union(clock(milliseconds))
    case .amid(let set, _, let field, let milliseconds):
      return of(set: set).union(field?.fact ?? []).union(clock(milliseconds))
    }
  }

  func of(_ aggregate: Aggregate) -> FieldSet {
    var facts = of(set: aggregate.set).union(aggregate.sameAs?.fact ?? [])
    switch aggregate.kind {
    case .distinct(let field), .mostOfOne(let field), .mostToOne(let field): facts.formUnion(field.fact)
    case .lowestBalance: facts.formUnion(.balance)
    default: break
    }
    if case .duration(let milliseconds) = aggregate.window { facts.formUnion(clock(milliseconds)) }
    return facts
  }

  func of(_ test: Test) -> FieldSet {
    switch test {
    case .condition(let index):
      let condition = conditions[index]
      return [condition.left, condition.denominator, condition.right, condition.upper]
        .reduce([]) { $0.union($1.map(of) ?? []) }
    case .not(let inner): return of(inner)
    case .all(let parts): return parts.reduce([]) { $0.union(of($1)) }
    case .any(let parts):
      return parts.dropFirst().reduce(parts.first.map(of) ?? []) { $0.intersection(of($1)) }
    }
  }

  func of(_ value: Value) -> FieldSet {
    switch value {
    case .constant, .dated, .kept: []
    case .peers: .peerGroup
    case .aggregate(let index): of(aggregates[index])
    case .plus(let left, let right), .minus(let left, let right): of(left).union(of(right))
    case .scaled(let inner, _), .fraction(let inner, _, _): of(inner)
    }
  }

  /// Windows shorter than a day mean nothing where only dates are known.
  private func clock(_ milliseconds: Int64) -> FieldSet {
    milliseconds < ExpressionParser.millisecondsPerDay ? .timeOfDay : []
  }
}
