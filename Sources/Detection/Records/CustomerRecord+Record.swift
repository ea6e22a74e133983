public import Ledger

extension CustomerRecord: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(identifier)
    writer.write(accounts)
    writer.write(facts.name)
    writer.write(facts.opened?.description)
    writer.write(Self.number(facts.isBusiness))
    writer.write(facts.naics)
    writer.write(facts.occupation)
    writer.write(facts.employer)
    writer.write(facts.address)
    writer.write(facts.phone)
    writer.write(facts.email)
    // No postal code is 00000.
    writer.write(Int(facts.homeZip ?? 0))
    writer.write(Self.number(facts.isMinor))
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    self.init(identifier: try reader.text(), accounts: try reader.textArray())
    facts.identifier = identifier
    facts.name = try reader.optionalText()
    facts.opened = try reader.optionalText().flatMap { BusinessDay($0) }
    facts.isBusiness = Self.answer(try reader.integer())
    facts.naics = try reader.optionalText()
    facts.occupation = try reader.optionalText()
    facts.employer = try reader.optionalText()
    facts.address = try reader.optionalText()
    facts.phone = try reader.optionalText()
    facts.email = try reader.optionalText()
    let zip = try reader.integer()
    facts.homeZip = zip > 0 ? UInt32(clamping: zip) : nil
    facts.isMinor = Self.answer(try reader.integer())
  }

  /// 0 where nobody says, 1 for no, 2 for yes.
  private static func number(_ answer: Bool?) -> Int { answer.map { $0 ? 2 : 1 } ?? 0 }

  private static func answer(_ number: Int) -> Bool? { number == 0 ? nil : number == 2 }
}
