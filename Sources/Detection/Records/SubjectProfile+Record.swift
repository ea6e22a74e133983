extension SubjectProfile: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(subject)
    writer.write(kind)
    writer.write(identifier)
    writer.write(name)
    writer.write(isMinor)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    subject = try reader.text()
    kind = try reader.text()
    identifier = try reader.text()
    name = try reader.optionalText()
    isMinor = try reader.boolean()
  }
}

extension GatheredFinding: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(leaf)
    writer.write(hub)
    writer.write(finding)
    writer.write(typologies)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    leaf = try reader.value()
    hub = try reader.value()
    finding = try reader.value()
    typologies = try reader.textArray()
  }
}
