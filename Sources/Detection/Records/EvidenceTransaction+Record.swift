extension EvidenceTransaction: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(row)
    writer.write(sets)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    self.init(try reader.row(), sets: try reader.textArray())
  }
}

extension EvidenceRow.Content: Recordable {
  func write(to writer: inout RecordWriter) {
    writer.write(identity)
    writer.write(instant)
    writer.write(zoneMinutes)
    writer.write(timeKnown)
    writer.write(minorUnits)
    writer.write(currency)
    writer.write(direction)
    writer.write(channel)
    writer.write(purpose)
    writer.write(fields)
    writer.write(file)
    writer.write(line)
  }

  init(from reader: inout RecordReader) throws(RecordError) {
    identity = try reader.text()
    instant = try reader.integer64()
    zoneMinutes = try reader.integer()
    timeKnown = try reader.boolean()
    minorUnits = try reader.integer64()
    currency = try reader.text()
    direction = try reader.text()
    channel = try reader.text()
    purpose = try reader.text()
    fields = try reader.textDictionary()
    file = try reader.text()
    line = try reader.integer()
  }
}
