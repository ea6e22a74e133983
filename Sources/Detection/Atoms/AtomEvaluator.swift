import Ledger
import Rulebook

/// Evaluates every distinct atom of a rulebook on a posting, into one bit each.
///
/// Atoms about channel, direction and purpose are a table look-up; letters and merchant categories too.
/// What is left is compared one by one. Runs once for every posting of every subject: what it reads for each
/// of them lies in fixed tables, what few rulebooks use is behind a flag.
final class AtomEvaluator: Sendable {
  private let classBits: FixedTable<AtomBits>
  private let constantAmounts: FixedTable<AtomTables.ConstantAmount>
  private let multiples: FixedTable<AtomTables.Multiple>
  private let times: FixedTable<AtomTables.TimeOfDay>
  private let stated: FixedTable<AtomTables.Stated>
  private let categories: CodeLookup
  private let letters: FixedTable<LettersLookup>
  /// For each text field that any atom reads: the field, and where its bits by lexicon begin.
  private let textFields: FixedTable<UInt8>
  private let textBits: FixedTable<AtomBits>
  private let lexiconCount: Int
  private let rare: Rare
  private let hasRare: Bool
  private let matcher: PhraseMatcher

  /// What few rulebooks use.
  private struct Rare: Sendable {
    var gathered: [(bit: AtomBits, indicator: [UInt8])]
    var amounts: [(bit: AtomBits, currency: Letters, range: AmountRange)]
    var weekdays: [(bit: AtomBits, mask: UInt8)]
    var codes: [(bit: AtomBits, field: CodeField, ranges: [ClosedRange<UInt32>])]
    var distances: [(bit: AtomBits, metres: Int64)]
    var surname: AtomBits
    var own: AtomBits
    var distance: DistanceTable
    var customer: CustomerAtoms
    var dates: [AtomTables.Dates]
    var contacts: [ContactLookup]
  }

  init(rulebook: Rulebook, distance: DistanceTable) {
    let tables = AtomTables(rulebook: rulebook)
    matcher = PhraseMatcher(lexicons: rulebook.lexicons)
    classBits = FixedTable(tables.classBits)
    constantAmounts = FixedTable(tables.constantAmounts)
    multiples = FixedTable(tables.multiples)
    times = FixedTable(tables.times)
    stated = FixedTable(tables.stated)
    categories = CodeLookup(tables.categories)
    letters = FixedTable(tables.letters.map(LettersLookup.init))
    textFields = FixedTable(tables.texts.map(\.field.rawValue))
    textBits = FixedTable(tables.texts.flatMap(\.bits))
    lexiconCount = rulebook.lexicons.count
    rare = Rare(
      gathered: tables.gathered, amounts: tables.amounts, weekdays: tables.weekdays, codes: tables.codes,
      distances: tables.distances, surname: tables.surname, own: tables.own, distance: distance,
      customer: tables.customer, dates: tables.dates, contacts: tables.contacts)
    hasRare =
      !tables.amounts.isEmpty || !tables.weekdays.isEmpty || !tables.codes.isEmpty
      || !tables.distances.isEmpty || !tables.dates.isEmpty || !tables.contacts.isEmpty
      || !tables.surname.isEmpty || !tables.own.isEmpty
  }

  deinit {
    classBits.free()
    constantAmounts.free()
    multiples.free()
    times.free()
    stated.free()
    categories.free()
    for index in 0..<letters.count { letters[index].free() }
    letters.free()
    textFields.free()
    textBits.free()
  }

  /// What its atoms can know of a customer.
  func customer(_ facts: CustomerFacts?) -> KnownCustomer {
    facts.map { rare.customer.known(of: $0, matcher) } ?? .nobody
  }

  /// The atoms that hold. `ownTexts` begins at the posting's own texts. O(atoms) with small constants.
  func bits(
    of posting: Posting, texts ownTexts: UnsafeRawBufferPointer, customer: borrowing KnownCustomer = .nobody
  ) -> AtomBits {
    if posting.flags.contains(.gathered) { return gatheredBits(posting, ownTexts) | customer.bits }
    var bits = classBits[AtomTables.classIndex(of: posting)]
    for index in 0..<constantAmounts.count {
      let amount = constantAmounts[index]
      if posting.amount >= amount.atLeast, posting.amount <= amount.atMost,
        posting.currency == amount.currency
      {
        bits |= amount.bit
      }
    }
    for index in 0..<multiples.count {
      let multiple = multiples[index]
      if multiple.currency == posting.currency, posting.amount % multiple.of == 0 { bits |= multiple.bit }
    }
    if times.count > 0, posting.flags.contains(.timeKnown) {
      let second = posting.secondOfDay
      for index in 0..<times.count where Self.isWithin(second, times[index]) { bits |= times[index].bit }
    }
    for index in 0..<letters.count { bits |= letters[index].bits(of: posting) }
    if !categories.isEmpty { bits |= categories.bits(of: posting.merchantCategory) }
    if stated.count > 0 {
      let fields = posting.fields.union(customer.fields)
      for index in 0..<stated.count where fields.isSuperset(of: stated[index].fields) {
        bits |= stated[index].bit
      }
    }
    bits |= mentioned(posting, ownTexts)
    if customer.isKnown { return bits | knownBits(of: posting, ownTexts, customer) }
    return hasRare ? bits | rareBits(of: posting, ownTexts) : bits
  }

  /// The lexicons its texts mention.
  private func mentioned(_ posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits = AtomBits.none
    for index in 0..<textFields.count {
      guard let field = TextField(rawValue: textFields[index]),
        let bytes = PostingText.find(field, mask: posting.textMask, in: ownTexts)
      else { continue }
      var found = matcher.lexicons(in: bytes)
      while found != 0 {
        bits |= textBits[index * lexiconCount + found.trailingZeroBitCount]
        found &= found - 1
      }
    }
    return bits
  }

  /// What is asked of the customer, and the rest with the home the customer file states.
  private func knownBits(
    of posting: Posting, _ ownTexts: UnsafeRawBufferPointer, _ customer: borrowing KnownCustomer
  ) -> AtomBits {
    var settled = posting
    if settled.homeZip == 0 { settled.homeZip = customer.homeZip }
    let bits = rare.customer.bits(of: posting, copy customer, texts: ownTexts)
    return hasRare ? bits | rareBits(of: settled, ownTexts) : bits
  }

  private func rareBits(of posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits = AtomBits.none
    for amount in rare.amounts where amount.currency == posting.currency && within(amount.range, posting) {
      bits |= amount.bit
    }
    if !rare.weekdays.isEmpty {
      let weekday = UInt8(posting.day.weekday)
      for entry in rare.weekdays where entry.mask >> weekday & 1 != 0 { bits |= entry.bit }
    }
    for code in rare.codes where Self.contains(code.ranges, Self.code(code.field, of: posting)) {
      bits |= code.bit
    }
    if !rare.distances.isEmpty, posting.homeZip != 0,
      let metres = rare.distance.metres(from: posting.zip, to: posting.homeZip)
    {
      for entry in rare.distances where metres > entry.metres { bits |= entry.bit }
    }
    if !rare.dates.isEmpty {
      let day = posting.day.ordinal
      for entry in rare.dates where day >= entry.from && day <= entry.until { bits |= entry.bit }
    }
    for contact in rare.contacts {
      guard let field = contact.textField,
        let text = PostingText.find(field, mask: posting.textMask, in: ownTexts)
      else { continue }
      if contact.contains(text) { bits |= contact.bit }
    }
    if !rare.surname.isEmpty || !rare.own.isEmpty { bits |= nameBits(of: posting, ownTexts) }
    return bits
  }

  private func nameBits(of posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits: AtomBits = posting.purpose == .ownTransfer ? rare.own : .none
    guard
      let customer = PostingText.find(.customerName, mask: posting.textMask, in: ownTexts),
      let counterparty = PostingText.find(.counterpartyName, mask: posting.textMask, in: ownTexts)
    else { return bits }
    let lastWord = FoldedText.lastWordHash(of: customer)
    if lastWord != 0, lastWord == FoldedText.lastWordHash(of: counterparty) { bits |= rare.surname }
    if !rare.own.isEmpty, FoldedText.hash(of: customer) == FoldedText.hash(of: counterparty) {
      bits |= rare.own
    }
    return bits
  }

  private func gatheredBits(_ posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    guard let indicator = PostingText.find(.reference, mask: posting.textMask, in: ownTexts) else {
      return .none
    }
    return rare.gathered.first { $0.indicator.elementsEqual(indicator) }?.bit ?? .none
  }

  private func within(_ range: AmountRange, _ posting: Posting) -> Bool {
    let day = posting.day
    if let lower = range.atLeast, posting.amount < lower.minorUnits(on: day) { return false }
    if let upper = range.atMost, posting.amount > upper.minorUnits(on: day) { return false }
    return true
  }

  private static func isWithin(_ second: Int, _ span: AtomTables.TimeOfDay) -> Bool {
    span.from <= span.to
      ? second >= span.from && second < span.to : second >= span.from || second < span.to
  }

  private static func code(_ field: CodeField, of posting: Posting) -> UInt32 {
    switch field {
    case .zip: posting.zip
    case .county: posting.county
    case .homeZip: posting.homeZip
    case .merchantCategory: UInt32(posting.merchantCategory)
    }
  }

  private static func contains(_ ranges: [ClosedRange<UInt32>], _ code: UInt32) -> Bool {
    guard code != 0 else { return false }
    return ranges.contains { $0.contains(code) }
  }
}
