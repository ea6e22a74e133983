import Ledger
import Rulebook

/// Evaluates every distinct atom of a rulebook on a posting, into one bit each.
///
/// Atoms about channel, direction and purpose are a table look-up; letters and merchant categories too.
/// What is left is compared one by one.
struct AtomEvaluator: Sendable {
  private var classBits: [AtomBits]
  private var gathered: [(bit: AtomBits, indicator: [UInt8])] = []
  private var amounts: [(bit: AtomBits, currency: Letters, range: AmountRange)] = []
  private var constantAmounts: [ConstantAmount] = []
  private var multiples: [(bit: AtomBits, currency: Letters, of: Int64)] = []
  private var times: [(bit: AtomBits, from: Int, to: Int)] = []
  private var weekdays: [(bit: AtomBits, mask: UInt8)] = []
  private var letters: [LettersTable] = []
  private var codes: [(bit: AtomBits, field: CodeField, ranges: [ClosedRange<UInt32>])] = []
  private var categories: [AtomBits] = []
  private var texts: [(field: TextField, bits: [AtomBits])] = []
  private var stated: [(bit: AtomBits, fields: FieldSet)] = []
  private var distances: [(bit: AtomBits, metres: Int64)] = []
  private var surname: AtomBits = 0
  private var own: AtomBits = 0
  private let matcher: PhraseMatcher
  private let distance: DistanceTable

  /// An amount atom whose bounds never change: the usual case, compared without looking at the date.
  private struct ConstantAmount: Sendable {
    var bit: AtomBits
    var currency: Letters
    var atLeast: Int64
    var atMost: Int64
  }

  init(rulebook: Rulebook, distance: DistanceTable) {
    self.distance = distance
    matcher = PhraseMatcher(lexicons: rulebook.lexicons)
    classBits = [AtomBits](repeating: 0, count: Self.classCount)
    for (index, atom) in rulebook.atoms.enumerated() { add(atom, bit: 1 << AtomBits(index), rulebook) }
  }

  private mutating func add(_ atom: Atom, bit: AtomBits, _ rulebook: Rulebook) {
    switch atom {
    case .channel(let mask): addClass(bit) { mask >> UInt16($0.channel) & 1 != 0 }
    case .direction(let direction): addClass(bit) { $0.direction == direction.rawValue }
    case .purpose(let mask): addClass(bit) { mask >> UInt16($0.purpose) & 1 != 0 }
    case .amount(let currency, let range): addAmount(bit, currency.letters, range)
    case .amountMultiple(let of, let currency): multiples.append((bit, currency.letters, max(of, 1)))
    case .timeOfDay(let from, let to): times.append((bit, from, to))
    case .weekday(let mask): weekdays.append((bit, mask))
    case .letters(let field, let set): addLetters(bit, field, set)
    case .code(.merchantCategory, let ranges): addCategories(bit, ranges)
    case .code(let field, let ranges): codes.append((bit, field, ranges))
    case .lexicon(let field, let lexicon): addText(bit, field, lexicon, rulebook.lexicons.count)
    case .states(let fields): stated.append((bit, fields))
    case .fartherFromHome(let metres): distances.append((bit, metres))
    case .sharesSurname: surname |= bit
    case .isOwnTransfer: own |= bit
    case .gathered(let indicator): gathered.append((bit, Array(indicator.utf8)))
    }
  }

  // MARK: Tables

  private static let classCount = 2 * 16 * 16

  private static func classIndex(of posting: Posting) -> Int {
    Int(posting.flags.rawValue & PostingFlags.debit.rawValue) << 8 | Int(posting.channelCode & 15) << 4
      | Int(posting.purposeCode & 15)
  }

  private mutating func addClass(
    _ bit: AtomBits, where holds: ((direction: UInt8, channel: UInt8, purpose: UInt8)) -> Bool
  ) {
    for index in 0..<Self.classCount
    where holds((UInt8(index >> 8), UInt8(index >> 4 & 15), UInt8(index & 15))) {
      classBits[index] |= bit
    }
  }

  private mutating func addAmount(_ bit: AtomBits, _ currency: Letters, _ range: AmountRange) {
    let constant = (range.atLeast?.isConstant ?? true) && (range.atMost?.isConstant ?? true)
    if constant {
      constantAmounts.append(
        ConstantAmount(
          bit: bit, currency: currency, atLeast: range.atLeast?.steps[0].minorUnits ?? .min,
          atMost: range.atMost?.steps[0].minorUnits ?? .max))
    } else {
      amounts.append((bit, currency, range))
    }
  }

  private mutating func addLetters(_ bit: AtomBits, _ field: LettersField, _ set: Set<Letters>) {
    let index: Int
    if let existing = letters.firstIndex(where: { $0.field == field }) {
      index = existing
    } else {
      letters.append(LettersTable(field: field))
      index = letters.count - 1
    }
    letters[index].add(bit, set)
  }

  private mutating func addCategories(_ bit: AtomBits, _ ranges: [ClosedRange<UInt32>]) {
    if categories.isEmpty { categories = [AtomBits](repeating: 0, count: 65_536) }
    for range in ranges {
      for code in range where code > 0 && code < 65_536 { categories[Int(code)] |= bit }
    }
  }

  private mutating func addText(_ bit: AtomBits, _ field: TextField, _ lexicon: Int, _ count: Int) {
    let index: Int
    if let existing = texts.firstIndex(where: { $0.field == field }) {
      index = existing
    } else {
      texts.append((field, [AtomBits](repeating: 0, count: count)))
      index = texts.count - 1
    }
    texts[index].bits[lexicon] |= bit
  }

  // MARK: Evaluation

  /// The atoms that hold. `ownTexts` begins at the posting's own texts. O(atoms) with small constants.
  func bits(of posting: Posting, texts ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    if posting.flags.contains(.gathered) { return gatheredBits(posting, ownTexts) }
    var bits = classBits[Self.classIndex(of: posting)]
    for amount in constantAmounts
    where posting.amount >= amount.atLeast && posting.amount <= amount.atMost
      && posting.currency == amount.currency
    {
      bits |= amount.bit
    }
    for amount in amounts where amount.currency == posting.currency && within(amount.range, posting) {
      bits |= amount.bit
    }
    for multiple in multiples
    where multiple.currency == posting.currency && posting.amount % multiple.of == 0 {
      bits |= multiple.bit
    }
    if !times.isEmpty, posting.flags.contains(.timeKnown) {
      let second = posting.secondOfDay
      for time in times where Self.isWithin(second, time.from, time.to) { bits |= time.bit }
    }
    for table in letters { bits |= table.bits(of: posting) }
    if posting.merchantCategory != 0, !categories.isEmpty {
      bits |= categories[Int(posting.merchantCategory)]
    }
    return bits | rareBits(of: posting, ownTexts)
  }

  /// Atoms that few rulebooks use, or that read text.
  private func rareBits(of posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits: AtomBits = 0
    if !weekdays.isEmpty {
      let weekday = UInt8(posting.day.weekday)
      for entry in weekdays where entry.mask >> weekday & 1 != 0 { bits |= entry.bit }
    }
    for code in codes where Self.contains(code.ranges, Self.code(code.field, of: posting)) {
      bits |= code.bit
    }
    if !stated.isEmpty {
      let fields = posting.fields
      for entry in stated where fields.isSuperset(of: entry.fields) { bits |= entry.bit }
    }
    for text in texts {
      guard let bytes = PostingText.find(text.field, mask: posting.textMask, in: ownTexts) else { continue }
      var found = matcher.lexicons(in: bytes)
      while found != 0 {
        bits |= text.bits[found.trailingZeroBitCount]
        found &= found - 1
      }
    }
    if !distances.isEmpty, let metres = distance.metres(from: posting.zip, to: posting.homeZip) {
      for entry in distances where metres > entry.metres { bits |= entry.bit }
    }
    if surname != 0 || own != 0 { bits |= nameBits(of: posting, ownTexts) }
    return bits
  }

  private func nameBits(of posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    var bits: AtomBits = posting.purpose == .ownTransfer ? own : 0
    guard
      let customer = PostingText.find(.customerName, mask: posting.textMask, in: ownTexts),
      let counterparty = PostingText.find(.counterpartyName, mask: posting.textMask, in: ownTexts)
    else { return bits }
    let lastWord = FoldedText.lastWordHash(of: customer)
    if lastWord != 0, lastWord == FoldedText.lastWordHash(of: counterparty) { bits |= surname }
    if own != 0, FoldedText.hash(of: customer) == FoldedText.hash(of: counterparty) { bits |= own }
    return bits
  }

  private func gatheredBits(_ posting: Posting, _ ownTexts: UnsafeRawBufferPointer) -> AtomBits {
    guard let indicator = PostingText.find(.reference, mask: posting.textMask, in: ownTexts) else { return 0 }
    return gathered.first { $0.indicator.elementsEqual(indicator) }?.bit ?? 0
  }

  private func within(_ range: AmountRange, _ posting: Posting) -> Bool {
    let day = posting.day
    if let lower = range.atLeast, posting.amount < lower.minorUnits(on: day) { return false }
    if let upper = range.atMost, posting.amount > upper.minorUnits(on: day) { return false }
    return true
  }

  private static func isWithin(_ second: Int, _ from: Int, _ to: Int) -> Bool {
    from <= to ? second >= from && second < to : second >= from || second < to
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
