import Glibc
import Ledger

extension DelimitedDecoder {
  /// Binds and files the record at `start..<end` of the chunk, whose fields are in their slots.
  @inline(__always)
  func finish(_ chunk: RecordChunk, _ start: Int, _ end: Int, fields: Int, _ sink: FilingSink) {
    let isPlain = fields == expected && end - start <= IngestLimits.recordBytes && nextInvalid >= end
    if !isPlain || transcodes || !trailerPrefixes.isEmpty {
      guard prepare(chunk, start, end, fields: fields, sink) else { return }
    }
    if let fault = binder.bind(slots) {
      refuse(fault, chunk, start, end, sink)
    } else {
      sink.file(binder, line: line)
    }
    arenaUsed = 0
  }

  /// Everything that is not the plain case; false where the record is dealt with.
  @inline(never)
  private func prepare(_ chunk: RecordChunk, _ start: Int, _ end: Int, fields: Int, _ sink: FilingSink)
    -> Bool
  {
    defer { skipInvalid(chunk, before: end) }
    if !trailerPrefixes.isEmpty, readTrailer(chunk, start, end) {
      arenaUsed = 0
      return false
    }
    if let fault = fault(chunk, start, end, fields: fields) {
      sink.reject(
        fault, binder: nil, line: line, byteOffset: chunk.byteOffset + start,
        raw: UnsafeRawBufferPointer(rebasing: chunk.bytes[start..<end]))
      arenaUsed = 0
      return false
    }
    if fields < read {
      // What an earlier record had there is not this one's.
      for column in fields..<read { slots[Int(slotOfColumn[column])] = .empty }
    }
    if transcodes {
      for slot in 0..<slotCount { slots[slot] = transcoded(slots[slot]) }
    }
    return true
  }

  /// What makes the record as a whole unacceptable.
  private func fault(_ chunk: RecordChunk, _ start: Int, _ end: Int, fields: Int) -> BindingFault? {
    if end - start > IngestLimits.recordBytes { return BindingFault(.recordTooLong) }
    if nextInvalid < end {
      let place = nextInvalid - start + 1
      return BindingFault(chunk.bytes[nextInvalid] == 0 ? .nulByte : .invalidUtf8(byte: place))
    }
    if fields > IngestLimits.fields { return BindingFault(.tooManyFields) }
    if let expected, fields > expected, hasSurplus(chunk, start, end, beyond: expected) {
      return BindingFault(.fieldCount)
    }
    if fields < (dialect.allowsShortRows ? needed : expected ?? needed) { return BindingFault(.fieldCount) }
    return nil
  }

  /// Whether any field beyond the header's is not empty: many exports end each row with a delimiter.
  private func hasSurplus(_ chunk: RecordChunk, _ start: Int, _ end: Int, beyond expected: Int) -> Bool {
    let bytes = Array(chunk.bytes[start..<end])
    guard let record = DelimitedText.record(bytes, from: 0, dialect: dialect) else { return false }
    return record.fields.dropFirst(expected).contains { !$0.isEmpty }
  }

  @inline(never)
  private func refuse(
    _ fault: BindingFault, _ chunk: RecordChunk, _ start: Int, _ end: Int, _ sink: FilingSink
  ) {
    sink.reject(
      fault, binder: binder, line: line, byteOffset: chunk.byteOffset + start,
      raw: UnsafeRawBufferPointer(rebasing: chunk.bytes[start..<end]))
  }

  /// Finds the next invalid byte at or after `place`.
  func skipInvalid(_ chunk: RecordChunk, before place: Int) {
    guard nextInvalid < place else { return }
    nextInvalid = firstInvalid(chunk, from: place)
  }

  /// The next byte at or after `place` that no text may hold; `Int.max` where there is none.
  func firstInvalid(_ chunk: RecordChunk, from place: Int) -> Int {
    if dialect.encoding == .utf8 { return UTF8Validation.firstInvalid(chunk.bytes, from: place) ?? .max }
    guard let base = chunk.bytes.baseAddress, place < chunk.bytes.count,
      let nul = memchr(base + place, 0, chunk.bytes.count - place)
    else { return .max }
    return UnsafeRawPointer(nul) - base
  }

  // MARK: Fields that are not what they look like

  /// The content of a quoted field.
  @inline(__always)
  func unquoted(_ base: UnsafeRawPointer, _ open: Int, _ close: Int, _ isEscaped: Bool) -> FieldBytes {
    let content = FieldBytes(start: base + open + 1, count: close - open - 1)
    return isEscaped ? unescaped(content) : content
  }

  /// Each two quotes become one.
  @inline(never)
  private func unescaped(_ field: FieldBytes) -> FieldBytes {
    guard let quote = dialect.quote, makeRoom(field.count) else { return field }
    let target = arena + arenaUsed
    var length = 0
    var index = 0
    while index < field.count {
      let byte = field[index]
      target.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
      length += 1
      index += byte == quote ? 2 : 1
    }
    arenaUsed += length
    return FieldBytes(start: UnsafeRawPointer(target), count: length)
  }

  private func transcoded(_ field: FieldBytes) -> FieldBytes {
    guard UTF8Validation.hasNonASCII(field.buffer), makeRoom(field.count * Transcoder.mostGrowth) else {
      return field
    }
    let target = arena + arenaUsed
    let length = Transcoder.utf8(field, dialect.encoding, to: target)
    arenaUsed += length
    return FieldBytes(start: UnsafeRawPointer(target), count: length)
  }

  /// Whether the arena takes `count` bytes more; only a record beyond all limits, rejected anyway, fails.
  private func makeRoom(_ count: Int) -> Bool { arenaUsed + count <= Self.arenaBytes }

  // MARK: Trailers

  /// Whether the record is a trailer; keeps what it says.
  private func readTrailer(_ chunk: RecordChunk, _ start: Int, _ end: Int) -> Bool {
    for (index, prefix) in trailerPrefixes.enumerated() {
      var from = start
      if let quote = dialect.quote, chunk.bytes[start] == quote { from += 1 }
      guard from + prefix.count <= end, chunk.bytes[from..<(from + prefix.count)].elementsEqual(prefix) else {
        continue
      }
      let bytes = Array(chunk.bytes[start..<end])
      let fields = DelimitedText.record(bytes, from: 0, dialect: dialect)?.fields ?? []
      trailers.append(TrailerReading(line: line, fields: fields, rule: dialect.trailers[index]))
      return true
    }
    return false
  }
}

extension TrailerReading {
  /// Reads what `rule` expects of the fields of a trailer.
  init(line: Int, fields: [String], rule: TrailerRule) {
    func text(_ position: Int?) -> String? {
      guard let position, fields.indices.contains(position - 1) else { return nil }
      let field = fields[position - 1]
      let rest =
        position == 1 && field.hasPrefix(rule.prefix) ? field.dropFirst(rule.prefix.count) : field[...]
      return String(rest.filter { !$0.isWhitespace })
    }
    self.line = line
    count = text(rule.countField).flatMap { Int($0) }
    total = text(rule.totalField)
    isUnreadable =
      (rule.countField != nil && count == nil) || (rule.totalField != nil && (total ?? "").isEmpty)
  }
}

extension RejectionCode {
  /// A byte of the record, from 1, that is not UTF-8.
  static func invalidUtf8(byte: Int) -> RejectionCode {
    RejectionCode(
      invalidUtf8.code,
      "Byte \(byte) of the record is not valid UTF-8; if the file is in another encoding, say so in a profile."
    )
  }
}
