import Ledger

/// Where the files of a world go.
public protocol WorldSink {
  /// Starts the file of this path below the world's directory; ends the one before.
  mutating func start(_ path: String) throws
  /// The next bytes of the present file; valid only during the call.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws
  /// Ends the last file.
  mutating func finish() throws
}

/// Writes nights as they are made, then the customer file and the truth.
struct WorldFiles<Sink: WorldSink>: ~Copyable {
  private var sink: Sink
  private let isOneFile: Bool
  private let first: BusinessDay
  private var text = CSVText()
  private var number = 0
  private var fileDate: BusinessDay?
  private(set) var rows = 0
  private(set) var files = 0

  /// Text is handed on when it has grown to this: large enough for few calls, small against memory.
  private static var flushAt: Int { 1 << 20 }

  init(_ sink: Sink, first: BusinessDay, isOneFile: Bool) {
    self.sink = sink
    self.first = first
    self.isOneFile = isOneFile
  }

  /// Books one night: sets the balances, in order, and writes the rows into the file of the next day on
  /// which the bank is open.
  mutating func book(_ payments: [Payment], on day: Day) throws {
    let date = isOneFile ? first : day.date.nextOpen
    if fileDate != date { try startExport(date) }
    let shown = DateText(day.date)
    let fileShown = DateText(isOneFile ? first : date)
    var late: [Int: DateText] = [:]
    for payment in payments {
      payment.account.balance += payment.signed
      number += 1
      rows += 1
      var made = shown
      if payment.day != day.index {
        made = late[payment.day] ?? DateText(first.advanced(by: payment.day))
        late[payment.day] = made
      }
      let place = payment.place ?? payment.account.customer.home
      let moment = Moment(
        date: made, time: payment.time, offset: place.offset(on: first.advanced(by: payment.day)))
      ExportRow.append(payment, moment, number: number, date: fileShown, to: &text)
      if text.buffer.count > Self.flushAt { try flush() }
    }
  }

  private mutating func startExport(_ date: BusinessDay) throws {
    try start("exports/\(isOneFile ? "all" : date.description).csv", header: ExportRow.header)
    fileDate = date
    number = 0
    files += 1
  }

  /// Ends the present file and starts another with its header.
  mutating func start(_ path: String, header: String) throws {
    try flush()
    try sink.start(path)
    var copy = header
    copy.withUTF8 { text.buffer.append(contentsOf: UnsafeRawBufferPointer($0)) }
  }

  mutating func row(_ fields: [String]) throws {
    for field in fields { text.field(field) }
    text.end()
    if text.buffer.count > Self.flushAt { try flush() }
  }

  mutating func finish() throws {
    try flush()
    try sink.finish()
  }

  private mutating func flush() throws {
    guard text.buffer.count > 0 else { return }
    try sink.write(text.buffer.bytes)
    text.buffer.removeAll()
  }
}
