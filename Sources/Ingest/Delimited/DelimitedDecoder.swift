import Ledger

/// Parses chunks of delimited text (RFC 4180 and its relatives), binds each record and files it.
///
/// Relies on `RecordSplitter`: outside the faults it found, every quote that opens a field closes it.
final class DelimitedDecoder: ChunkDecoder {
  let dialect: Dialect
  let binder: RecordBinder
  private let mask: StructuralMask
  /// For each column its slot; columns nobody asked for share the slot after the last.
  let slotOfColumn: UnsafeMutablePointer<Int32>
  let slots: UnsafeMutablePointer<FieldBytes>
  let slotCount: Int
  /// Fields every record must have; nil where there is no header.
  let expected: Int?
  /// Fields a record must have at the least.
  let needed: Int
  /// Fields up to the last that is read.
  let read: Int
  /// Room for the fields of one record that had to be rewritten: unescaped or transcoded.
  let arena: UnsafeMutableRawPointer
  @exclusivity(unchecked) var arenaUsed = 0
  @exclusivity(unchecked) var line = 1
  /// Where the next byte stands that no text may hold; `Int.max` where there is none.
  @exclusivity(unchecked) var nextInvalid = Int.max
  @exclusivity(unchecked) var transcodes = false
  var trailers: [TrailerReading] = []
  let trailerPrefixes: [[UInt8]]

  /// A record unescaped, and beside it the same transcoded.
  static let arenaBytes = (1 + Transcoder.mostGrowth) * IngestLimits.recordBytes + 64

  init(plan: BindingPlan, policy: FilingPolicy) throws(IngestError) {
    dialect = plan.profile.dialect
    binder = RecordBinder(plan: plan, policy: policy)
    mask = StructuralMask(delimiter: dialect.delimiter, quote: dialect.quote)
    slotCount = plan.sources.count
    expected = plan.columnCount
    var columns: [Int] = []
    for source in plan.sources {
      guard case .position(let position) = source, (1...IngestLimits.fields).contains(position) else {
        throw IngestError(
          code: .columnMissing, why: "Without a header, columns are named by their position",
          remedy: "Correct the profile")
      }
      columns.append(position - 1)
    }
    read = (columns.max() ?? -1) + 1
    needed = dialect.allowsShortRows ? 1 : max(read, 1)
    slotOfColumn = .allocate(capacity: IngestLimits.fields + 1)
    slotOfColumn.initialize(repeating: Int32(slotCount), count: IngestLimits.fields + 1)
    slots = .allocate(capacity: slotCount + 1)
    slots.initialize(repeating: .empty, count: slotCount + 1)
    for (slot, column) in columns.enumerated() { slotOfColumn[column] = Int32(slot) }
    arena = .allocate(byteCount: Self.arenaBytes, alignment: 16)
    trailerPrefixes = dialect.trailers.map { Array($0.prefix.utf8) }
  }

  deinit {
    slotOfColumn.deallocate()
    slots.deallocate()
    arena.deallocate()
  }

  func decode(_ chunk: RecordChunk, into sink: FilingSink) {
    line = chunk.firstLine
    nextInvalid = firstInvalid(chunk, from: 0)
    transcodes = dialect.encoding != .utf8 && UTF8Validation.hasNonASCII(chunk.bytes)
    var start = 0
    for fault in chunk.faults {
      parse(chunk, start..<fault.range.lowerBound, sink)
      let raw = UnsafeRawBufferPointer(rebasing: chunk.bytes[fault.range])
      sink.reject(
        code: fault.code, line: line, byteOffset: chunk.byteOffset + fault.range.lowerBound,
        raw: LineEnds.any.withoutEnd(raw))
      line += LineEnds.any.count(raw)
      start = fault.range.upperBound
      skipInvalid(chunk, before: start)
    }
    parse(chunk, start..<chunk.bytes.count, sink)
  }

  // MARK: The loop over bytes

  /// Parses a range of whole records.
  private func parse(_ chunk: RecordChunk, _ range: Range<Int>, _ sink: FilingSink) {
    guard let base = chunk.bytes.baseAddress, !range.isEmpty else { return }
    let end = range.upperBound
    let delimiter = dialect.delimiter
    let quote = dialect.quote ?? delimiter
    let slotOfColumn = self.slotOfColumn
    let slots = self.slots
    var recordStart = range.lowerBound
    var fieldStart = recordStart
    var column = 0
    var closed = -1  // the closing quote of the current field, where it is quoted
    var isInside = false
    var isEscaped = false
    var skip = -1  // the second of two quotes, already taken account of
    var inner = 0  // line ends within quotes
    var block = range.lowerBound
    while block < end {
      var bits = mask.bits(at: base + block)
      if end - block < 64 { bits &= (1 << UInt64(end - block)) - 1 }
      while bits != 0 {
        let place = block + bits.trailingZeroBitCount
        bits &= bits &- 1
        let byte = base.load(fromByteOffset: place, as: UInt8.self)
        if byte == delimiter, !isInside {
          let slot = Int(slotOfColumn[min(column, IngestLimits.fields)])
          if closed < 0 {
            slots[slot] = FieldBytes(start: base + fieldStart, count: place - fieldStart)
          } else {
            slots[slot] = unquoted(base, fieldStart, closed, isEscaped)
            closed = -1
            isEscaped = false
          }
          column += 1
          fieldStart = place + 1
        } else if byte == quote {
          if isInside {
            if place == skip { continue }
            if place + 1 < end, base.load(fromByteOffset: place + 1, as: UInt8.self) == quote {
              skip = place + 1
              isEscaped = true
            } else {
              isInside = false
              closed = place
            }
          } else if place == fieldStart {
            isInside = true
          }
        } else {
          // A line end. The CR of CRLF ends the record; the LF behind it ends nothing.
          let isPair =
            byte == 0x0D && place + 1 < end && base.load(fromByteOffset: place + 1, as: UInt8.self) == 0x0A
          if isInside {
            if !isPair, byte != delimiter { inner += 1 }
            continue
          }
          if byte == 0x0A, place == recordStart, place > range.lowerBound,
            base.load(fromByteOffset: place - 1, as: UInt8.self) == 0x0D
          {
            recordStart = place + 1
            fieldStart = recordStart
            continue
          }
          let slot = Int(slotOfColumn[min(column, IngestLimits.fields)])
          slots[slot] =
            closed < 0
            ? FieldBytes(start: base + fieldStart, count: place - fieldStart)
            : unquoted(base, fieldStart, closed, isEscaped)
          if column > 0 || place > recordStart {
            finish(chunk, recordStart, place, fields: column + 1, sink)
          }
          line += inner + 1
          inner = 0
          recordStart = place + 1
          fieldStart = recordStart
          column = 0
          closed = -1
          isEscaped = false
        }
      }
      block += 64
    }
  }
}
