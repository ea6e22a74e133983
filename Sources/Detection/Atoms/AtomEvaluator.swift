import Ledger
import Rulebook

/// Evaluates every distinct atom of a rulebook on a posting, into one bit each.
///
/// Atoms about channel, direction and purpose are a table look-up; letters and merchant categories too.
/// What is left is compared one by one. Runs once for every posting of every subject: what it reads for each
/// of them lies in fixed tables, what few rulebooks use is behind a flag.
final class AtomEvaluator: Sendable {
  private let classBits: FixedTable<AtomBits>
  private let constantAmounts: FixedTable<ConstantAmounts>
  private let multiples: FixedTable<AtomTables.Multiple>
  /// Divides every multiple: most amounts are of none, and one division tells.
  private let commonDivisor: Int64
  private let times: IntervalLookup
  private let weekdays: FixedTable<AtomBits>
  private let dates: IntervalLookup
  private let codes: FixedTable<Codes>
  private let stated: FixedTable<AtomTables.Stated>
  private let categories: CodeLookup
  private let letters: FixedTable<LettersLookup>
  /// For each text field that any atom reads: the field, and where its bits by lexicon begin.
  private let textFields: FixedTable<UInt8>
  private let textBits: FixedTable<AtomBits>
  private let lexiconCount: Int
  private let rare: Rare
  private let matcher: PhraseMatcher
  /// The atoms that cost more than a look-up.
  let costly: AtomScope.Costly
  /// Evaluates every atom.
  let everything: AtomScope

  /// What few rulebooks use.
  private struct Rare: Sendable {
    var gathered: [(bit: AtomBits, indicator: [UInt8])]
    var amounts: [(bit: AtomBits, currency: Letters, range: AmountRange)]
    var distances: [(bit: AtomBits, metres: Int64)]
    var surname: AtomBits
    var own: AtomBits
    var distance: DistanceTable
    var customer: CustomerAtoms
    var contacts: [ContactLookup]
  }

  init(rulebook: Rulebook, distance: DistanceTable) {
    let tables = AtomTables(rulebook: rulebook)
    matcher = PhraseMatcher(lexicons: rulebook.lexicons)
    classBits = FixedTable(tables.classBits)
    constantAmounts = FixedTable(
      tables.constantAmounts.map { ConstantAmounts(currency: $0.currency, bits: IntervalLookup($0.spans)) })
    multiples = FixedTable(tables.multiples)
    commonDivisor = max(tables.multiples.reduce(0) { Self.greatestCommonDivisor($0, $1.of) }, 1)
    times = IntervalLookup(tables.times)
    weekdays = FixedTable(tables.weekdays)
    dates = IntervalLookup(tables.dates)
    codes = FixedTable(tables.codes.map { Codes($0.field, $0.spans) })
    stated = FixedTable(tables.stated)
    categories = CodeLookup(tables.categories)
    letters = FixedTable(tables.letters.map(LettersLookup.init))
    textFields = FixedTable(tables.texts.map(\.field.rawValue))
    textBits = FixedTable(tables.texts.flatMap(\.bits))
    lexiconCount = rulebook.lexicons.count
    rare = Rare(
      gathered: tables.gathered, amounts: tables.amounts, distances: tables.distances,
      surname: tables.surname, own: tables.own, distance: distance, customer: tables.customer,
      contacts: tables.contacts)
    costly = AtomScope.Costly(rulebook, tables)
    everything = AtomScope(everythingOf: costly)
  }

  deinit {
    classBits.free()
    for index in 0..<constantAmounts.count { constantAmounts[index].bits.free() }
    constantAmounts.free()
    multiples.free()
    times.free()
    weekdays.free()
    dates.free()
    for index in 0..<codes.count { codes[index].bits.free() }
    codes.free()
    stated.free()
    categories.free()
    for index in 0..<letters.count { letters[index].free() }
    letters.free()
    textFields.free()
    textBits.free()
    everything.free()
  }

  private static func greatestCommonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
    other == 0 ? one : greatestCommonDivisor(other, one % other)
  }

  /// What its atoms can know of a customer.
  func customer(_ facts: CustomerFacts?) -> KnownCustomer {
    facts.map { rare.customer.known(of: $0, matcher) } ?? .nobody
  }

  /// Every atom that holds. `ownTexts` begins at the posting's own texts. O(atoms) with small constants.
  func bits(
    of posting: Posting, texts ownTexts: UnsafeRawBufferPointer, customer: borrowing KnownCustomer = .nobody
  ) -> AtomBits {
    bits(of: posting, texts: ownTexts, customer: customer, in: everything)
  }

  /// The atoms that hold, as far as `scope` wants them.
  func bits(
    of posting: Posting, texts ownTexts: UnsafeRawBufferPointer, customer: borrowing KnownCustomer,
    in scope: AtomScope
  ) -> AtomBits {
    if posting.flags.contains(.gathered) { return gatheredBits(posting, ownTexts) | customer.bits }
    let plan = scope.plan(of: posting)
    var bits = numberBits(of: posting)
    var homeZip = posting.homeZip
    if customer.isKnown {
      bits |= rare.customer.bits(of: posting, copy customer, texts: ownTexts)
      if homeZip == 0 { homeZip = customer.homeZip }
    }
    if plan.wants(.letters, bits) {
      for index in 0..<letters.count { bits |= letters[index].bits(of: posting) }
    }
    if plan.wants(.places, bits) { bits |= codeBits(of: posting, homeZip: homeZip) }
    if plan.wants(.days, bits) {
      let day = posting.day
      bits |= weekdays[day.weekday] | dates.bits(of: Int64(day.ordinal))
    }
    if plan.wants(.facts, bits) {
      let fields = posting.fields.union(customer.fields)
      for index in 0..<stated.count where fields.isSuperset(of: stated[index].fields) {
        bits |= stated[index].bit
      }
    }
    if plan.wants(.others, bits) { bits |= rareBits(of: posting, ownTexts, homeZip: homeZip) }
    bits |= mentioned(posting, ownTexts, plan, bits)
    if plan.wantsNames(bits) { bits |= nameBits(of: posting, ownTexts) }
    return bits
  }

  /// What class, amount, time of day and merchant category tell.
  @inline(__always)
  private func numberBits(of posting: Posting) -> AtomBits {
    var bits = classBits[AtomTables.classIndex(of: posting)]
    for index in 0..<constantAmounts.count where constantAmounts[index].currency == posting.currency {
      bits |= constantAmounts[index].bits.bits(of: posting.amount)
    }
    if multiples.count > 0, posting.amount % commonDivisor == 0 {
      for index in 0..<multiples.count {
        let multiple = multiples[index]
        if multiple.currency == posting.currency, posting.amount % multiple.of == 0 { bits |= multiple.bit }
      }
    }
    if !times.isEmpty, posting.flags.contains(.timeKnown) {
      bits |= times.bits(of: Int64(posting.secondOfDay))
    }
    if !categories.isEmpty { bits |= categories.bits(of: posting.merchantCategory) }
    return bits
  }

  /// The lexicons its texts mention, of the texts that matter to a posting with `known` atoms.
  @inline(__always)
  private func mentioned(
    _ posting: Posting, _ ownTexts: UnsafeRawBufferPointer, _ plan: AtomScope.Plan, _ known: AtomBits
  ) -> AtomBits {
    var bits = AtomBits.none
    for index in 0..<textFields.count {
      guard plan.wantsText(index, known), let field = TextField(rawValue: textFields[index]),
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

  /// Postal codes and counties; zero is no code.
  @inline(__always)
  private func codeBits(of posting: Posting, homeZip: UInt32) -> AtomBits {
    var bits = AtomBits.none
    for index in 0..<codes.count {
      let code = codes[index].code(of: posting, homeZip: homeZip)
      if code != 0 { bits |= codes[index].bits.bits(of: Int64(code)) }
    }
    return bits
  }

  private func rareBits(
    of posting: Posting, _ ownTexts: UnsafeRawBufferPointer, homeZip: UInt32
  ) -> AtomBits {
    var bits = AtomBits.none
    for amount in rare.amounts where amount.currency == posting.currency && within(amount.range, posting) {
      bits |= amount.bit
    }
    if !rare.distances.isEmpty, homeZip != 0,
      let metres = rare.distance.metres(from: posting.zip, to: homeZip)
    {
      for entry in rare.distances where metres > entry.metres { bits |= entry.bit }
    }
    for contact in rare.contacts {
      guard let field = contact.textField,
        let text = PostingText.find(field, mask: posting.textMask, in: ownTexts)
      else { continue }
      if contact.contains(text) { bits |= contact.bit }
    }
    return bits
  }

  private func nameBits(of posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits: AtomBits = posting.purpose == .ownTransfer ? rare.own : .none
    guard
      let customer = PostingText.find(.customerName, mask: posting.textMask, in: ownTexts),
      let counterparty = PostingText.find(.counterpartyName, mask: posting.textMask, in: ownTexts)
    else { return bits }
    let own = FoldedText.hashes(of: customer)
    let other = FoldedText.hashes(of: counterparty)
    if own.lastWord != 0, own.lastWord == other.lastWord { bits |= rare.surname }
    if own.all == other.all { bits |= rare.own }
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
}
