extension Quantity: Recordable {
  /// The unit in one byte; a new unit gets a new number, and no number is ever given twice.
  private enum Tag {
    static let count: UInt8 = 0
    static let money: UInt8 = 1
    static let seconds: UInt8 = 2
    static let metres: UInt8 = 3
    static let basisPoints: UInt8 = 4
  }

  public func write(to writer: inout RecordWriter) {
    writer.write(value)
    switch unit {
    case .count: writer.writeByte(Tag.count)
    case .money(let currency):
      writer.writeByte(Tag.money)
      writer.write(currency)
    case .seconds: writer.writeByte(Tag.seconds)
    case .metres: writer.writeByte(Tag.metres)
    case .basisPoints: writer.writeByte(Tag.basisPoints)
    }
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    value = try reader.integer64()
    switch try reader.byte() {
    case Tag.count: unit = .count
    case Tag.money: unit = .money(try reader.text())
    case Tag.seconds: unit = .seconds
    case Tag.metres: unit = .metres
    case Tag.basisPoints: unit = .basisPoints
    default: throw reader.faultOfLastByte
    }
  }
}
