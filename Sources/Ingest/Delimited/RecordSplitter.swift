import Glibc

/// A stretch of bytes that is no record: a quote that never closes, a line beyond all measure.
struct SplitFault {
  var range: Range<Int>
  var code: RejectionCode
}

/// Cuts a buffer after its last whole record, so that workers can parse buffers side by side.
///
/// Looks at quotes only: whatever lies between them is skipped at the speed of `memchr`. A quote opens at
/// the beginning of a field alone; elsewhere it is an ordinary byte. Where quotes make no sense, the line on
/// which the record began is given up and the next line is a record again: one bad quote costs one line.
struct RecordSplitter {
  /// What a buffer came to.
  struct Cut {
    /// One past the last whole record.
    var end: Int
    /// What must be rejected, in order, none overlapping.
    var faults: [SplitFault] = []
    /// Whether the last fault goes on in the next buffer, up to the next line end.
    var discardsOn = false
  }

  let delimiter: UInt8
  /// nil: no byte quotes.
  let quote: UInt8?
  let lineEnds: LineEnds

  /// Cuts `bytes`, which begin with a record. In the last buffer everything is a record, line end or not.
  func cut(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Cut {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return Cut(end: 0) }
    var scan = Scan(base: base, count: bytes.count, isLast: isLast)
    if let quote {
      while scan.position < scan.count {
        passQuotedFields(&scan, quote)
        if !step(&scan, quote) { break }
      }
    }
    return finish(&scan)
  }

  /// Where a scan stands; always outside quotes between steps.
  private struct Scan {
    let base: UnsafeRawPointer
    let count: Int
    let isLast: Bool
    var position = 0
    /// Everything before it has been looked at for record boundaries.
    var settled = 0
    /// Where the record begins that `settled` lies in.
    var recordStart = 0
    /// An opening quote whose closing one lies beyond the buffer.
    var openQuote: Int?
    var faults: [SplitFault] = []

    @inline(__always)
    func byte(_ index: Int) -> UInt8 { base.load(fromByteOffset: index, as: UInt8.self) }
  }

  /// Passes over quoted fields that follow one another, as in files that quote every field; stops before
  /// anything out of the ordinary, which `step` looks at.
  private func passQuotedFields(_ scan: inout Scan, _ quote: UInt8) {
    // Bytes that have not been searched for record boundaries are for `step`.
    guard scan.settled == scan.position else { return }
    var position = scan.position
    while position + 3 < scan.count {
      var open = position
      let first = scan.byte(open)
      if first == delimiter {
        open += 1
      } else if lineEnds == .any, first == 0x0A || first == 0x0D {
        open += first == 0x0D && scan.byte(open + 1) == 0x0A ? 2 : 1
      } else {
        break
      }
      guard scan.byte(open) == quote, let close = nearQuote(scan, open + 1, quote),
        endsField(scan.byte(close + 1))
      else { break }
      if first != delimiter { scan.recordStart = open }
      position = close + 1
    }
    guard position > scan.position else { return }
    scan.position = position
    scan.settled = position
  }

  /// How far `nearQuote` looks.
  private static let near = 256

  /// The quote that closes the field whose content begins at `start`, if it is near; the byte behind it is in
  /// the buffer. Eight bytes at a time: the way to find a byte is Mycroft's (1987).
  @inline(__always)
  private func nearQuote(_ scan: Scan, _ start: Int, _ quote: UInt8) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let pattern = UInt64(quote) &* ones
    var cursor = start
    let end = min(scan.count - 9, start + Self.near)
    while cursor < end {
      let eight = scan.base.loadUnaligned(fromByteOffset: cursor, as: UInt64.self).littleEndian ^ pattern
      let hits = (eight &- ones) & ~eight & 0x8080_8080_8080_8080
      guard hits != 0 else {
        cursor += 8
        continue
      }
      let place = cursor + hits.trailingZeroBitCount / 8
      guard scan.byte(place + 1) == quote else { return place }
      cursor = place + 2
    }
    return nil
  }

  /// Goes on past the next quoted field; false where there is none, or it does not end here.
  private func step(_ scan: inout Scan, _ quote: UInt8) -> Bool {
    guard let found = memchr(scan.base + scan.position, Int32(quote), scan.count - scan.position) else {
      return false
    }
    let open = UnsafeRawPointer(found) - scan.base
    guard opensField(scan, open) else {
      scan.position = open + 1
      return true
    }
    if let end = lineEnds.lastEnd(scan.base, scan.settled..<open) {
      scan.recordStart = end
    }
    scan.settled = open
    guard let close = closingQuote(scan, open, quote) else {
      if scan.isLast || scan.count - open > IngestLimits.recordBytes {
        return giveUp(&scan, .quoteUnclosed)
      }
      scan.openQuote = open
      return false
    }
    if close - open > IngestLimits.recordBytes { return giveUp(&scan, .quoteUnclosed) }
    guard close + 1 == scan.count || endsField(scan.byte(close + 1)) else {
      return giveUp(&scan, .quoteMalformed)
    }
    scan.position = close + 1
    scan.settled = close + 1
    return true
  }

  private func opensField(_ scan: Scan, _ place: Int) -> Bool {
    place == scan.recordStart || place == 0 || endsField(scan.byte(place - 1))
  }

  @inline(__always)
  private func endsField(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 0x0A || (byte == 0x0D && lineEnds == .any)
  }

  /// The quote that closes the one at `open`; nil where the buffer ends first.
  private func closingQuote(_ scan: Scan, _ open: Int, _ quote: UInt8) -> Int? {
    var cursor = open + 1
    while cursor < scan.count, let found = memchr(scan.base + cursor, Int32(quote), scan.count - cursor) {
      let place = UnsafeRawPointer(found) - scan.base
      // At the very end it may be the first of two.
      if place + 1 == scan.count { return scan.isLast ? place : nil }
      guard scan.byte(place + 1) == quote else { return place }
      cursor = place + 2
    }
    return nil
  }

  /// Gives up the line on which the record began; false where that line does not end in this buffer.
  private func giveUp(_ scan: inout Scan, _ code: RejectionCode) -> Bool {
    let start = scan.recordStart
    guard let end = lineEnds.firstEnd(scan.base, from: start, to: scan.count), !isUndecided(scan, end) else {
      if scan.isLast {
        scan.faults.append(SplitFault(range: start..<scan.count, code: code))
        restart(&scan, at: scan.count)
      }
      return false
    }
    scan.faults.append(SplitFault(range: start..<end, code: code))
    restart(&scan, at: end)
    return true
  }

  private func restart(_ scan: inout Scan, at place: Int) {
    scan.position = place
    scan.settled = place
    scan.recordStart = place
  }

  /// Whether a line end is a CR at the end of the buffer, to which an LF may belong.
  private func isUndecided(_ scan: Scan, _ end: Int) -> Bool {
    !scan.isLast && end == scan.count && scan.byte(end - 1) == 0x0D && lineEnds == .any
  }

  private func finish(_ scan: inout Scan) -> Cut {
    if scan.isLast { return Cut(end: scan.count, faults: scan.faults) }
    if scan.openQuote == nil {
      let isUndecided = isUndecided(scan, scan.count)
      let limit = isUndecided ? scan.count - 1 : scan.count
      if scan.settled < limit, let end = lineEnds.lastEnd(scan.base, scan.settled..<limit) {
        scan.recordStart = end
      }
    }
    guard scan.count - scan.recordStart > IngestLimits.recordBytes else {
      return Cut(end: scan.recordStart, faults: scan.faults)
    }
    scan.faults.append(SplitFault(range: scan.recordStart..<scan.count, code: .recordTooLong))
    return Cut(end: scan.count, faults: scan.faults, discardsOn: true)
  }
}
