import Ledger

/// Keeps the records that those after them depend on: batch header, entry, addenda. One of each kind; nothing moves.
final class NACHARecordStore {
  /// What is kept.
  enum Slot: Int, CaseIterable {
    case batch, entry
    /// Addenda by their type code, but for 05, 17 and 18, of which an entry may have many.
    case terminal, iatTransaction, iatOriginator, iatOriginatorPlace, iatOriginBank, iatReceiverBank
    case iatReceiver, iatReceiverPlace, change, returned

    /// Its bit in a set of slots.
    var bit: UInt32 { 1 << UInt32(rawValue) }

    /// The place of an addenda record by its type code (columns 2-3); nil of those that are not kept.
    init?(addendaType: Int) {
      switch addendaType {
      case 2: self = .terminal
      case 10: self = .iatTransaction
      case 11: self = .iatOriginator
      case 12: self = .iatOriginatorPlace
      case 13: self = .iatOriginBank
      case 14: self = .iatReceiverBank
      case 15: self = .iatReceiver
      case 16: self = .iatReceiverPlace
      case 98: self = .change
      case 99: self = .returned
      default: return nil
      }
    }
  }

  private let memory: UnsafeMutableRawPointer
  /// Invariant: an initialised element for each slot, meaningful where `present` has its bit.
  private let records: UnsafeMutablePointer<NACHARecord>
  @exclusivity(unchecked) private var present: UInt32 = 0
  /// Whether the entry in hand has addenda.
  @exclusivity(unchecked) private(set) var hasAddenda = false
  /// Whether batch header, entry and addenda are all plain.
  @exclusivity(unchecked) private(set) var isPlain = true
  /// Payment-related text of the entry, and bytes of it.
  private let textMemory: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var textCount = 0

  /// A posting keeps `TextField.maximumBytes` of a text; what one more addenda record holds shows that there was more.
  private static let textBytes = TextField.maximumBytes + 2 * NACHARecord.mostBytes

  init() {
    records = .allocate(capacity: Slot.allCases.count)
    records.initialize(repeating: .empty, count: Slot.allCases.count)
    memory = .allocate(byteCount: Slot.allCases.count * NACHARecord.mostBytes, alignment: 16)
    textMemory = .allocate(byteCount: Self.textBytes, alignment: 16)
  }

  deinit {
    records.deallocate()
    memory.deallocate()
    textMemory.deallocate()
  }

  /// The record kept as `slot`; one of nothing where there is none.
  subscript(slot: Slot) -> NACHARecord { has(slot) ? records[slot.rawValue] : .empty }

  /// Whether there is one.
  func has(_ slot: Slot) -> Bool { present & slot.bit != 0 }

  @discardableResult
  func keep(_ record: NACHARecord, as slot: Slot) -> NACHARecord {
    let target = memory + slot.rawValue * NACHARecord.mostBytes
    target.copyMemory(from: record.bytes.start, byteCount: record.bytes.count)
    var kept = record
    kept.bytes.start = UnsafeRawPointer(target)
    records[slot.rawValue] = kept
    present |= slot.bit
    return kept
  }

  /// Forgets what came before and keeps an entry.
  func keepEntry(_ record: NACHARecord) -> NACHARecord {
    isPlain = record.isPlain && records[Slot.batch.rawValue].isPlain
    return keep(record, as: .entry)
  }

  /// Takes an addenda record of the entry in hand.
  func keepAddenda(_ record: NACHARecord) {
    hasAddenda = true
    isPlain = isPlain && record.isPlain
    let type = record.columns(2, 3).number ?? 0
    if let slot = Slot(addendaType: type) {
      keep(record, as: slot)
    } else if type == 5 || type == 17 {
      append(record.columns(4, 83))
    }
  }

  /// Texts run on from record to record, broken anywhere; a blank stands between two only where one was.
  private func append(_ text: FieldBytes) {
    var end = text.count
    while end > 0, text[end - 1] == 0x20 { end -= 1 }
    guard textCount <= TextField.maximumBytes, end > 0 else { return }
    (textMemory + textCount).copyMemory(from: text.start, byteCount: end)
    textCount += end
    if end < text.count {
      textMemory.storeBytes(of: 0x20, toByteOffset: textCount, as: UInt8.self)
      textCount += 1
    }
  }

  /// What the entry's addenda of text say.
  var text: FieldBytes { FieldBytes(start: textMemory, count: textCount).trimmed }

  /// Forgets the entry and its addenda.
  func forgetEntry() {
    guard hasAddenda else { return }
    hasAddenda = false
    textCount = 0
    present &= Slot.batch.bit
  }
}
