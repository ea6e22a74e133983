import Ledger

/// The identifiers of entries: `trace-date-company-amount`.
///
/// A trace number is unique within its file, or within its batch; software begins at 1 each time. What else makes an entry
/// is its effective entry date, its company and its amount, and a return keeps all of them (Appendix Four: what is not
/// said to change in a return is that of the original), so that a return can name what it returns.
final class NACHAIdentity {
  private let memory: UnsafeMutableRawPointer
  /// Date and company of the batch, with a hyphen before each and one behind.
  private let batch: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var batchCount = 0

  private static let room = 4 * NACHARecord.width

  init() {
    memory = .allocate(byteCount: 3 * Self.room, alignment: 16)
    batch = memory + 2 * Self.room
  }

  deinit { memory.deallocate() }

  /// Turns to another batch.
  func begin(_ header: NACHABatch) {
    batchCount = 0
    func append(_ bytes: FieldBytes) {
      (batch + batchCount).copyMemory(from: bytes.start, byteCount: bytes.count)
      batchCount += bytes.count
    }
    append(FieldBytes("-"))
    append(header.effective)
    append(FieldBytes("-"))
    append(header.companyID)
    append(FieldBytes("-"))
  }

  /// The identifier of an entry of this batch; empty where it has no trace number. Valid until the next.
  func own(_ trace: FieldBytes, _ amount: FieldBytes) -> FieldBytes { make(trace, amount, at: memory) }

  /// The identifier of an entry that one of this batch names; valid until the next.
  func other(_ trace: FieldBytes, _ amount: FieldBytes) -> FieldBytes {
    make(trace, amount, at: memory + Self.room)
  }

  @inline(__always)
  private func make(_ trace: FieldBytes, _ amount: FieldBytes, at target: UnsafeMutableRawPointer)
    -> FieldBytes
  {
    let trace = trace.trimmed
    guard !trace.isAll(UInt8(ascii: "0")) else { return .empty }
    var first = 0
    while first < amount.count, amount[first] == UInt8(ascii: "0") { first += 1 }
    let digits = amount.slice(first, amount.count)
    target.copyMemory(from: trace.start, byteCount: trace.count)
    (target + trace.count).copyMemory(from: batch, byteCount: batchCount)
    (target + trace.count + batchCount).copyMemory(from: digits.start, byteCount: digits.count)
    return FieldBytes(start: target, count: trace.count + batchCount + digits.count)
  }
}
