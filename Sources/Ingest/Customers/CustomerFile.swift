public import Ledger

/// A customer file, read: the customers, and what was wrong or worth saying.
public struct CustomerFile: Sendable {
  /// In the order in which the file first names them.
  public private(set) var customers: [CustomerRecord] = []
  /// Values that cannot be; with any of them nothing of the file may be kept.
  public private(set) var faults: [CustomerFault] = []
  /// How many there were: of a file that is wrong throughout only the first are held.
  public private(set) var faultCount = 0
  /// What was accepted and is worth a look, in one sentence each, with how often.
  public private(set) var notes: [String: Int] = [:]
  /// Columns nobody asked for, by name.
  public private(set) var unread: [String] = []
  /// Rows below the header.
  public private(set) var rows = 0
  /// Of the decompressed bytes.
  public let digest: String
  public let bytes: Int

  /// A customer file larger than this is held to be something else: ten million customers with long addresses
  /// take less.
  public static let maximumBytes = 4 << 30
  /// More faults than this tell nothing the first ones do not.
  public static let heldFaults = 20

  private var places: [String: Int] = [:]
  private var owners: [String: Int] = [:]

  /// Reads a whole file: delimited text with a header, plain, gzip or Zstandard.
  ///
  /// - Throws: `IngestError` where it is no customer file at all.
  public init(_ source: ByteSource, profile: CustomerProfile = CustomerProfile()) throws(IngestError) {
    let content = try Self.content(of: source)
    digest = source.digest
    bytes = content.count
    let dialect = profile.dialect ?? Self.dialect(of: content)
    try Self.requireText(content, dialect, source.name)
    let header = try DelimitedHeader(
      Array(content.prefix(IngestLimits.headerBytes)), dialect: dialect, source: source.name)
    guard let names = header.columns else {
      throw IngestError(
        code: .headerUnreadable, source: source.name, why: "Its first row must name the columns",
        remedy: "Write the header customer_id,account_id,name,… above the first row")
    }
    let columns = try profile.columns(of: names, source: source.name)
    let read = Set(columns.values)
    unread = names.indices.filter { !read.contains($0) }.map { names[$0] }
    let reader = CustomerRowReader(columns: columns, width: names.count, order: profile.order)
    var place = header.end
    var line = header.lines + 1
    while let record = DelimitedText.record(content, from: place, dialect: dialect) {
      let lines = LineEnds.any.count(in: content, place..<record.next)
      if record.fields != [""] {
        rows += 1
        take(reader.row(record.fields, line: line))
      }
      line += lines
      place = record.next
    }
    for index in customers.indices { customers[index].accounts.sort() }
    (places, owners) = ([:], [:])
  }

  // MARK: Rows

  private mutating func take(_ row: CustomerRow) {
    for fault in row.faults {
      faultCount += 1
      if faults.count < Self.heldFaults { faults.append(fault) }
    }
    for note in row.notes { notes[note, default: 0] += 1 }
    guard row.faults.isEmpty else { return }
    let identifier = row.customer.isEmpty ? row.account : row.customer
    let place: Int
    if let known = places[identifier] {
      place = known
      let differing = customers[place].facts.take(row.facts)
      for field in differing {
        notes["rows of one customer differ in \(field); the first counts", default: 0] += 1
      }
    } else {
      place = customers.count
      places[identifier] = place
      var facts = row.facts
      facts.identifier = identifier
      customers.append(CustomerRecord(identifier: identifier, facts: facts))
    }
    guard !row.account.isEmpty else { return }
    if let owner = owners[row.account] {
      if owner != place { notes["an account of several customers is the first one's", default: 0] += 1 }
    } else {
      owners[row.account] = place
      customers[place].accounts.append(row.account)
    }
  }

  // MARK: Bytes

  private static func content(of source: ByteSource) throws(IngestError) -> [UInt8] {
    var content: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { room.deallocate() }
    while true {
      let count = try source.read(into: room)
      guard count > 0 else { return content }
      content.append(contentsOf: room[..<count])
      guard content.count <= maximumBytes else {
        throw IngestError(
          code: .unreadable, source: source.name, why: "It is longer than \(maximumBytes) bytes",
          remedy: "Load the customers in several files")
      }
    }
  }

  /// The delimiter that cuts the first lines most evenly.
  private static func dialect(of content: [UInt8]) -> Dialect {
    let sample = content.prefix(Sniffer.sampleBytes)
    let isWhole = sample.count == content.count
    return DialectSniffer(bytes: sample, encoding: .utf8, isWhole: isWhole).best()?.dialect ?? Dialect()
  }

  private static func requireText(_ content: [UInt8], _ dialect: Dialect, _ name: String) throws(IngestError)
  {
    guard dialect.encoding == .utf8,
      let place = content.withUnsafeBytes({ UTF8Validation.firstInvalid($0, from: 0) })
    else { return }
    throw IngestError(
      code: .encodingUnsupported, source: name, line: 1 + LineEnds.any.count(in: content, 0..<place),
      why: "It is not valid UTF-8",
      remedy: "Convert it, or name its encoding in a profile (dialect: {encoding: windows-1252})")
  }
}

/// A value of a customer file that cannot be: where, why, and what to do. Never the value itself.
public struct CustomerFault: Hashable, Sendable {
  public var line: Int
  /// The field as this program calls it.
  public var field: String
  public var why: String
  public var mend: String
}

extension LineEnds {
  /// Line ends within a part of an array.
  fileprivate func count(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes.withUnsafeBytes { count(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
