import Ledger
import Rulebook

/// The atoms of a rulebook sorted by what they ask: the tables an `AtomEvaluator` reads.
struct AtomTables {
  var classBits: [AtomBits]
  var gathered: [(bit: AtomBits, indicator: [UInt8])] = []
  /// Amounts whose bounds change with the day.
  var amounts: [(bit: AtomBits, currency: Letters, range: AmountRange)] = []
  /// Amounts whose bounds never change, by currency: the usual case, looked up without the date.
  var constantAmounts: [(currency: Letters, spans: [IntervalLookup.Span])] = []
  var multiples: [Multiple] = []
  /// Spans of the local day, in seconds since midnight.
  var times: [IntervalLookup.Span] = []
  /// For each weekday, Monday the first.
  var weekdays = [AtomBits](repeating: .none, count: 7)
  var letters: [LettersTable] = []
  var codes: [(field: CodeField, spans: [IntervalLookup.Span])] = []
  /// Merchant categories by class: few combinations of lists ever occur.
  var categories = CodeClasses()
  var texts: [(field: TextField, bits: [AtomBits])] = []
  var stated: [Stated] = []
  var distances: [(bit: AtomBits, metres: Int64)] = []
  var surname = AtomBits.none
  var own = AtomBits.none
  var customer = CustomerAtoms()
  /// Spans of local days, by ordinal.
  var dates: [IntervalLookup.Span] = []
  var contacts: [ContactLookup] = []

  /// An amount that is a whole multiple of another.
  struct Multiple: BitwiseCopyable, Sendable {
    var bit: AtomBits
    var currency: Letters
    var of: Int64
  }

  /// Facts that must be stated.
  struct Stated: BitwiseCopyable, Sendable {
    var bit: AtomBits
    var fields: FieldSet
  }

  init(rulebook: Rulebook) {
    classBits = [AtomBits](repeating: .none, count: Self.classCount)
    for (index, atom) in rulebook.atoms.enumerated() { add(atom, bit: AtomBits(atom: index), rulebook) }
  }

  private mutating func add(_ atom: Atom, bit: AtomBits, _ rulebook: Rulebook) {
    switch atom {
    case .channel(let mask): addClass(bit) { mask >> UInt16($0.channel) & 1 != 0 }
    case .direction(let direction): addClass(bit) { $0.direction == direction.rawValue }
    case .purpose(let mask): addClass(bit) { mask >> UInt16($0.purpose) & 1 != 0 }
    case .amount(let currency, let range): addAmount(bit, currency.letters, range)
    case .amountMultiple(let of, let currency):
      multiples.append(Multiple(bit: bit, currency: currency.letters, of: max(of, 1)))
    case .timeOfDay(let from, let to): addTime(bit, from, to)
    case .weekday(let mask):
      for day in weekdays.indices where mask >> UInt8(day) & 1 != 0 { weekdays[day] |= bit }
    case .letters(let field, let set): addLetters(bit, field, set)
    case .code(.merchantCategory, let ranges): categories.add(bit, ranges)
    case .code(let field, let ranges): addCodes(bit, field, ranges)
    case .lexicon(let field, let lexicon): addText(bit, field, lexicon, rulebook.lexicons.count)
    case .states(let fields): stated.append(Stated(bit: bit, fields: fields))
    case .fartherFromHome(let metres): distances.append((bit, metres))
    case .sharesSurname: surname |= bit
    case .isOwnTransfer: own |= bit
    case .days(let from, let until):
      dates.append(
        IntervalLookup.Span(
          bit: bit, first: Int64(from?.ordinal ?? .min), last: Int64(until?.ordinal ?? .max)))
    case .contact(let field, let values):
      let lookup = ContactLookup(bit: bit, field: field, values: values)
      contacts.append(lookup)
      customer.contacts.append(lookup)
    case .openedWithin(let days): customer.opened.append(.init(bit: bit, days: Int32(clamping: days)))
    case .isBusiness(let isBusiness): customer.business.append((bit, isBusiness))
    case .trade(let prefixes): customer.trades.append((bit, prefixes))
    case .occupation(let lexicon): customer.occupations.append((bit, lexicon))
    case .sharesAddress: customer.sharesAddress |= bit
    case .isEmployer: customer.isEmployer |= bit
    case .gathered(let indicator): gathered.append((bit, Array(indicator.utf8)))
    }
  }

  // MARK: Tables

  static let classCount = 2 * 16 * 16

  static func classIndex(of posting: Posting) -> Int {
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
    guard range.atLeast?.isConstant ?? true, range.atMost?.isConstant ?? true else {
      amounts.append((bit, currency, range))
      return
    }
    let span = IntervalLookup.Span(
      bit: bit, first: range.atLeast?.steps[0].minorUnits ?? .min,
      last: range.atMost?.steps[0].minorUnits ?? .max)
    if let index = constantAmounts.firstIndex(where: { $0.currency == currency }) {
      constantAmounts[index].spans.append(span)
    } else {
      constantAmounts.append((currency, [span]))
    }
  }

  /// A span that begins later than it ends lasts over midnight.
  private mutating func addTime(_ bit: AtomBits, _ from: Int, _ to: Int) {
    if from > to { times.append(IntervalLookup.Span(bit: bit, first: 0, last: Int64(to) - 1)) }
    times.append(
      IntervalLookup.Span(bit: bit, first: Int64(from), last: from > to ? .max : Int64(to) - 1))
  }

  private mutating func addCodes(_ bit: AtomBits, _ field: CodeField, _ ranges: [ClosedRange<UInt32>]) {
    let spans = ranges.map {
      IntervalLookup.Span(bit: bit, first: Int64($0.lowerBound), last: Int64($0.upperBound))
    }
    if let index = codes.firstIndex(where: { $0.field == field }) {
      codes[index].spans += spans
    } else {
      codes.append((field, spans))
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

  private mutating func addText(_ bit: AtomBits, _ field: TextField, _ lexicon: Int, _ count: Int) {
    let index: Int
    if let existing = texts.firstIndex(where: { $0.field == field }) {
      index = existing
    } else {
      texts.append((field, [AtomBits](repeating: .none, count: count)))
      index = texts.count - 1
    }
    texts[index].bits[lexicon] |= bit
  }
}
