import Ledger

/// Names in the text of a transaction, as American banks label them: `ORIG:…`, `BNF=…`, `ORIG CO NAME:…`, `… DES:PAYROLL`.
struct BAI2Narrative {
  var name: [UInt8] = []
  var bank: [UInt8] = []
  /// What the originating company calls it.
  var description: [UInt8] = []

  /// Labels by what their value is; those of no use end the value before them.
  private enum Meaning {
    case payer, payee, company, payerBank, payeeBank, description, other
  }

  /// Longer labels first, for some end with others.
  private static let labels: [(label: [UInt8], meaning: Meaning)] = {
    let words: [(String, Meaning)] = [
      ("ORIG CO NAME", .company), ("CO ENTRY DESCR", .description), ("ENTRY DESCR", .description),
      ("DES", .description), ("ORIG", .payer), ("ORG", .payer), ("B/O", .payer), ("BNF BK", .payeeBank),
      ("BNF", .payee), ("SND BK", .payerBank), ("RCV BK", .payeeBank),
    ]
    let others = """
      ORIG ID|DESC DATE|ENTRY CLASS|SEC|TRACE#|TRACE NO|EED|IND ID NO|IND ID|IND NAME|INDN|CO ID|COMPANY DATA|PMT DET|PMT \
      INFO|OBI|RFB|BBI|INS|TYPE|WIRE TYPE|DATE|TIME|TRN|SEQ|IMAD|OMAD|SERVICE REF|RELATED REF|REF|ID|FX|RATE|BI|OB|BO
      """
    let plain = words + others.split(separator: "|").map { (String($0), Meaning.other) }
    return plain.sorted { $0.0.utf8.count > $1.0.utf8.count }.map { (Array($0.0.utf8), $0.1) }
  }()

  /// - Parameters:
  ///   - isACH: whether a company originated it, whichever way money moved.
  ///   - direction: credit: the payer is the other side.
  init(_ text: [UInt8], isACH: Bool, direction: Direction) {
    let found = Self.labels(in: text)
    guard let first = found.first else { return }
    if isACH, first.meaning == .description { name = Self.plain(text[..<first.start]) }
    for (place, entry) in found.enumerated() {
      let end = place + 1 < found.count ? found[place + 1].start : text.count
      let value = Self.plain(text[entry.end..<end])
      guard !value.isEmpty else { continue }
      switch (entry.meaning, direction) {
      case (.company, _), (.payer, .credit), (.payee, .debit): if name.isEmpty { name = value }
      case (.payerBank, .credit), (.payeeBank, .debit): if bank.isEmpty { bank = value }
      case (.description, _): if description.isEmpty { description = value }
      default: break
      }
    }
  }

  /// Whether the company says that it pays wages.
  var isPayroll: Bool {
    let word = String(decoding: description, as: UTF8.self).uppercased()
    return word.contains("PAYROLL") || word.hasPrefix("SALARY") || word == "DIR DEP" || word == "DIRECT DEP"
  }

  private static func labels(in text: [UInt8]) -> [(meaning: Meaning, start: Int, end: Int)] {
    var found: [(meaning: Meaning, start: Int, end: Int)] = []
    var index = 0
    var isAtStart = true
    while index < text.count {
      if isAtStart, let (meaning, length) = label(text, at: index) {
        found.append((meaning, index, index + length))
        index += length
      }
      guard index < text.count else { break }
      let byte = text[index]
      isAtStart = byte == 0x20 || byte == 0x2C || byte == 0x3B
      index += 1
    }
    return found
  }

  /// A label at a place, with the colon or equals sign behind it.
  private static func label(_ text: [UInt8], at start: Int) -> (meaning: Meaning, length: Int)? {
    for (label, meaning) in labels {
      let end = start + label.count
      guard end < text.count, text[end] == 0x3A || text[end] == 0x3D, text[start..<end].elementsEqual(label)
      else { continue }
      return (meaning, label.count + 1)
    }
    return nil
  }

  /// Without blanks and separators at either end.
  private static func plain(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let isMark: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x2C || $0 == 0x3B }
    guard let first = value.firstIndex(where: { !isMark($0) }),
      let last = value.lastIndex(where: { !isMark($0) })
    else { return [] }
    return Array(value[first...last])
  }
}
