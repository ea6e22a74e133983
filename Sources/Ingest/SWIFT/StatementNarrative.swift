/// What field 86, or NS, tells about a statement line, whichever dialect a bank writes.
struct StatementNarrative {
  var name: [UInt8] = []
  var account: [UInt8] = []
  var bank: [UInt8] = []
  var address: [UInt8] = []
  var reference: [UInt8] = []
  /// ISO 20022 code.
  var purpose: [UInt8] = []
  /// Remittance text first; then whom the payment was for, and what the bank calls it.
  var memo: [UInt8] = []
  /// Business transaction code of German banks; 0 where there is none.
  var germanCode = 0

  init() {}

  /// Of the lines of all fields 86 of one statement line.
  init(_ fields: [[FieldBytes]]) {
    guard let first = fields.first?.first else { return }
    if let separator = GermanNarrative.separator(first) {
      self = GermanNarrative.read(fields.flatMap(\.self), separator)
      return
    }
    var text: [UInt8] = []
    for lines in fields {
      FINText.append(piece: FINText.unwrapped(lines, width: FINText.wideLine), to: &text)
    }
    if text.first == 0x2F, let coded = SlashNarrative.read(text) {
      self = coded
    } else if let labelled = LabelledNarrative.read(text) {
      self = labelled
    } else {
      memo = text
    }
  }

  /// Of field NS: two digits, then their value, a line each (01–14 text, 15 and 16 name, 17 booking text, 33 bank, 34
  /// account).
  init(nonSwift lines: [FieldBytes]) {
    var booking: [UInt8] = []
    for line in lines where line.hasDigits(0..<2) {
      let value = FINText.plain(line.rest(2))
      switch Int(line[0] &- 0x30) * 10 + Int(line[1] &- 0x30) {
      case 1...14: FINText.append(piece: value, to: &memo)
      case 15, 16: name += value
      case 17: booking = value
      case 33: bank = value
      case 34: account = value
      default: break
      }
    }
    FINText.append(piece: booking, to: &memo)
  }

  var isEmpty: Bool { memo.isEmpty && name.isEmpty && account.isEmpty }
}
