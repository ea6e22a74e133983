extension Flag: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(id)
    writer.write(subject)
    writer.write(subjectKind)
    writer.write(subjectIdentifier)
    writer.write(subjectName)
    writer.write(typology)
    writer.write(role)
    writer.write(score)
    writer.write(since)
    writer.write(firstDay)
    writer.write(lastDay)
    writer.write(findings)
    writer.write(mitigations)
    writer.write(related)
    writer.write(rulebook)
    writer.write(explanation)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    id = try reader.text()
    subject = try reader.text()
    subjectKind = try reader.text()
    subjectIdentifier = try reader.text()
    subjectName = try reader.optionalText()
    typology = try reader.text()
    role = try reader.text()
    score = try reader.integer()
    since = try reader.text()
    firstDay = try reader.text()
    lastDay = try reader.text()
    findings = try reader.array()
    mitigations = try reader.array()
    related = try reader.array()
    rulebook = try reader.text()
    explanation = try reader.text()
  }
}

extension RelatedSubject: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(subject)
    writer.write(identifier)
    writer.write(name)
    writer.write(role)
    writer.write(indicator)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    subject = try reader.text()
    identifier = try reader.text()
    name = try reader.optionalText()
    role = try reader.text()
    indicator = try reader.text()
  }
}
