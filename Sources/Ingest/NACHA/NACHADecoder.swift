import Ledger

/// Reads ACH files, several in a row where they were concatenated.
///
/// An entry is filed when the next record that is no addenda of it begins. Every entry is a record: filed, set aside or
/// rejected; so is what belongs to none. Headers and controls are none.
final class NACHADecoder: MessageDecoder {
  private let store = NACHARecordStore()
  private let identity = NACHAIdentity()
  /// The batch in hand; nil outside of one.
  @exclusivity(unchecked) private var batch: NACHABatch?
  /// Day on which the file in hand was made, ISO 8601; empty where it does not say.
  @exclusivity(unchecked) private var creationDay = ""
  @exclusivity(unchecked) private var entry: (place: RecordPlace, record: NACHARecord)?
  @exclusivity(unchecked) private var batchTotals = NACHATotals()
  @exclusivity(unchecked) private var file = NACHAFileState()
  /// Whether a record was read since the last file control.
  @exclusivity(unchecked) private var isFileOpen = false
  @exclusivity(unchecked) private var files = 0

  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError) {
    let writer = NACHAEntryWriter(filer, store, identity)
    var reader = NACHARecordReader()
    while true {
      let window = try input.window(NACHARecordReader.lookAhead)
      guard !window.isEmpty else { break }
      let isLast = window.count < NACHARecordReader.lookAhead
      let limit = isLast ? window.count : window.count - NACHARecordReader.lookAhead + 1
      var offset = input.byteOffset == 0 && window.starts(with: Self.byteOrderMark) ? 3 : 0
      while offset < limit {
        offset = reader.skipGap(window, from: offset)
        guard offset < limit else { break }
        let record = NACHARecordReader.record(window, at: offset)
        let place = RecordPlace(line: input.line + reader.lines, byteOffset: input.byteOffset + offset)
        take(record, at: place, writer)
        offset += record.bytes.count
      }
      input.advance(offset, lines: reader.takeLines())
    }
    finish(writer)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private func take(_ record: NACHARecord, at place: RecordPlace, _ writer: NACHAEntryWriter) {
    file.records += 1
    switch record.type {
    case UInt8(ascii: "6"):
      finishEntry(writer)
      batchTotals.records += 1
      entry = (place, store.keepEntry(record))
      isFileOpen = true
    case UInt8(ascii: "7"):
      batchTotals.records += 1
      guard entry != nil else { return writer.filer.reject(.achOutsideEntry, raw: record.bytes, at: place) }
      store.keepAddenda(record)
    case UInt8(ascii: "5"): beginBatch(record, at: place, writer)
    case UInt8(ascii: "8"): endBatch(record, at: place, writer)
    case UInt8(ascii: "1"): beginFile(record, at: place, writer)
    case UInt8(ascii: "9"): endFile(record, at: place, writer)
    default:
      finishEntry(writer)
      writer.filer.reject(.achRecordUnknown, raw: record.bytes, at: place)
    }
  }

  // MARK: Files and batches

  private func beginFile(_ record: NACHARecord, at place: RecordPlace, _ writer: NACHAEntryWriter) {
    finishEntry(writer)
    if isFileOpen {
      writer.filer.contradict("line \(place.line): a file begins before the one before it has ended")
    }
    leaveBatch()
    (file, isFileOpen) = (NACHAFileState(records: 1), true)
    files += 1
    creationDay = NACHADay.text(record.columns(24, 29)) ?? ""
  }

  private func beginBatch(_ record: NACHARecord, at place: RecordPlace, _ writer: NACHAEntryWriter) {
    finishEntry(writer)
    if let batch {
      writer.filer.contradict(
        "line \(place.line): a batch begins before that of line \(batch.line) has ended")
    }
    leaveBatch()
    isFileOpen = true
    let header = NACHABatch(store.keep(record, as: .batch), line: place.line)
    batch = header
    identity.begin(header)
    writer.begin(header, creationDay: creationDay)
  }

  private func endBatch(_ record: NACHARecord, at place: RecordPlace, _ writer: NACHAEntryWriter) {
    finishEntry(writer)
    if let batch {
      batchTotals.check(
        record, count: 5...10, isAdvice: batch.entryClass == .advice, writer.filer,
        named: "line \(place.line), batch \(batch.numberText)")
      if batch.entryClass == .advice { file.hasAdvices = true }
    } else {
      writer.filer.contradict("line \(place.line): a batch ends that has not begun")
    }
    leaveBatch()
    file.batches += 1
  }

  /// Adds what was read of the batch to its file, control record or not.
  private func leaveBatch() {
    file.totals.add(batchTotals)
    batchTotals = NACHATotals()
    batch = nil
  }

  private func endFile(_ record: NACHARecord, at place: RecordPlace, _ writer: NACHAEntryWriter) {
    // Lines of nines fill the last block.
    guard !record.bytes.isAll(UInt8(ascii: "9")) else {
      file.records -= 1
      return
    }
    finishEntry(writer)
    if let batch {
      writer.filer.contradict(
        "line \(place.line): the file ends before the batch of line \(batch.line) has ended")
    }
    leaveBatch()
    file.check(record, writer.filer, named: "line \(place.line), file \(max(1, files))")
    (file, isFileOpen) = (NACHAFileState(), false)
  }

  private func finish(_ writer: NACHAEntryWriter) {
    finishEntry(writer)
    if let batch {
      writer.filer.contradict("It ends within the batch of line \(batch.line), so it may be cut off")
    } else if isFileOpen {
      writer.filer.contradict("It ends without a file control record, so it may be cut off")
    }
  }

  // MARK: Entries

  private func finishEntry(_ writer: NACHAEntryWriter) {
    guard let (place, record) = entry else { return }
    entry = nil
    let layout = batch?.layout ?? EntryLayout()
    let amount = record.columns(layout.amount.0, layout.amount.1)
    let code = TransactionCode(record.columns(2, 3))
    batchTotals.add(
      routing: record.columns(4, 11).number ?? 0, amount: amount.number ?? 0,
      isCredit: code?.isCredit ?? false)
    writer.write(record, code, amount, batch, at: place)
    store.forgetEntry()
  }
}

/// What was read of one file, for its control record (9).
private struct NACHAFileState {
  var totals = NACHATotals()
  var batches = 0
  /// Records, this control among them, fillers not.
  var records = 0
  /// Whether sums have the width of ADV entries.
  var hasAdvices = false

  /// Columns 2-7 count batches, 8-13 blocks of ten records, the rest is as in a batch control.
  func check(_ record: NACHARecord, _ filer: MessageFiler, named name: @autoclosure () -> String) {
    NACHATotals.check(record.columns(2, 7), batches, filer, "\(name()): batches")
    NACHATotals.check(record.columns(8, 13), (records + 9) / 10, filer, "\(name()): blocks of ten records")
    totals.check(record, count: 14...21, isAdvice: hasAdvices, filer, named: name())
  }
}
