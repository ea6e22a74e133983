extension Finding: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(indicator)
    writer.write(day)
    writer.write(moment)
    writer.write(zoneMinutes)
    writer.write(points)
    writer.write(conditions)
    writer.write(measures)
    writer.write(evidence)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    indicator = try reader.text()
    day = try reader.text()
    moment = try reader.integer64()
    zoneMinutes = try reader.integer()
    points = try reader.integer()
    conditions = try reader.array()
    measures = try reader.array()
    evidence = try reader.array()
  }
}

extension ConditionObservation: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(text)
    writer.write(observed)
    writer.write(comparison)
    writer.write(threshold)
    writer.write(upperThreshold)
    writer.write(holds)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    text = try reader.text()
    observed = try reader.value()
    comparison = try reader.text()
    threshold = try reader.value()
    upperThreshold = try reader.optional()
    holds = try reader.boolean()
  }
}

extension Measure: Recordable {
  public func write(to writer: inout RecordWriter) {
    writer.write(text)
    writer.write(aggregate)
    writer.write(field)
    writer.write(set)
    writer.write(from)
    writer.write(until)
    writer.write(value)
    writer.write(unlisted)
  }

  public init(from reader: inout RecordReader) throws(RecordError) {
    text = try reader.text()
    aggregate = try reader.text()
    field = try reader.optionalText()
    set = try reader.text()
    from = try reader.integer64()
    until = try reader.integer64()
    value = try reader.value()
    unlisted = reader.version >= RecordFormat.tellsUnlisted ? try reader.integer() : 0
  }
}
