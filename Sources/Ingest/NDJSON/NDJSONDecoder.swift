private import Glibc
import Ledger

/// Reads chunks of NDJSON, one object per line, binds each and files it.
///
/// A bad line is one rejection.
///
/// Blank lines are no records. A carriage return before the line feed is white space of JSON.
final class NDJSONDecoder: ChunkDecoder {
  private let binder: RecordBinder
  @exclusivity(unchecked) private var reader: JSONRecordReader
  /// The fields of each slot, for rejections.
  private let fields: [CanonicalField?]
  @exclusivity(unchecked) private var line = 1

  /// - Throws: `IngestError` where the profile names columns by position, of which objects have none.
  init(plan: BindingPlan, policy: FilingPolicy) throws(IngestError) {
    var paths: [[String]] = []
    for source in plan.sources {
      switch source {
      case .path(let components): paths.append(components)
      case .column(let key): paths.append([key])
      case .position, .constant:
        throw IngestError(
          code: .profileValue, why: "The keys of an object have no positions",
          remedy: "Name the field by its path, such as payment.amount")
      }
    }
    binder = RecordBinder(plan: plan, policy: policy)
    reader = JSONRecordReader(paths: paths)
    fields = paths.indices.map { slot in
      CanonicalField.allCases.first { plan.slots[$0]?.contains(slot) ?? false }
    }
  }

  func decode(_ chunk: RecordChunk, into sink: FilingSink) {
    line = chunk.firstLine
    var start = 0
    for fault in chunk.faults {
      parse(chunk, start..<fault.range.lowerBound, sink)
      let raw = UnsafeRawBufferPointer(rebasing: chunk.bytes[fault.range])
      sink.reject(
        code: fault.code, line: line, byteOffset: chunk.byteOffset + fault.range.lowerBound,
        raw: LineEnds.lineFeed.withoutEnd(raw))
      line += LineEnds.lineFeed.count(raw)
      start = fault.range.upperBound
    }
    parse(chunk, start..<chunk.bytes.count, sink)
  }

  private func parse(_ chunk: RecordChunk, _ range: Range<Int>, _ sink: FilingSink) {
    guard let base = chunk.bytes.baseAddress else { return }
    var start = range.lowerBound
    while start < range.upperBound {
      let rest = range.upperBound - start
      let found = memchr(base + start, 0x0A, rest)
      let count = found.map { UnsafeRawPointer($0) - (base + start) } ?? rest
      record(
        UnsafeRawBufferPointer(start: base + start, count: count), at: chunk.byteOffset + start, sink)
      line += 1
      start += count + 1
    }
  }

  private func record(_ text: UnsafeRawBufferPointer, at offset: Int, _ sink: FilingSink) {
    if Self.isBlank(text) { return }
    if text.count > IngestLimits.recordBytes {
      sink.reject(code: .recordTooLong, line: line, byteOffset: offset, raw: text)
      return
    }
    do throws(JSONFault) {
      try reader.read(text)
    } catch {
      let field = error.slot >= 0 ? fields[error.slot] : nil
      sink.reject(code: error.code, field: field, line: line, byteOffset: offset, raw: text)
      return
    }
    if let fault = binder.bind(reader.slots) {
      sink.reject(fault, binder: binder, line: line, byteOffset: offset, raw: text)
    } else {
      sink.file(binder, line: line)
    }
  }

  @inline(__always)
  private static func isBlank(_ text: UnsafeRawBufferPointer) -> Bool {
    for byte in text where byte != 0x20 && byte != 0x09 && byte != 0x0D { return false }
    return true
  }
}
