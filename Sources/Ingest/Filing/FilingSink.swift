public import Ledger

/// Where one worker files its postings and counts what it met.
///
/// Owned by one thread at a time. Law 5 holds in every state: `read.records` is `accepted.records` plus
/// `rejected.records`; duplicates are told from the accepted by the store.
public final class FilingSink {
  /// The filings, by shard; whoever fetches them empties them.
  public let buffers = ShardBuffers()
  /// Records that could not be accepted and have not been fetched yet.
  @exclusivity(unchecked) public private(set) var rejections: [Rejection] = []
  /// Rejections beyond the number that is held: counted, but their content is gone.
  @exclusivity(unchecked) public private(set) var rejectionsDropped = 0
  /// Facts stated by at least one accepted record.
  @exclusivity(unchecked) public private(set) var fields = FieldSet()
  /// What accepted records took back.
  @exclusivity(unchecked) public private(set) var reversals: [Reversal] = []
  /// Identity of the sum that the last part of a batch stands for, among others.
  @exclusivity(unchecked) private var lastSum: UInt64?
  /// At least the bytes in `buffers` were they never emptied: a cheap measure of when to look at them.
  @exclusivity(unchecked) public private(set) var bytesFiled = 0

  @exclusivity(unchecked) private var acceptedTally = SinkTally()
  @exclusivity(unchecked) private var rejectedTally = SinkTally()
  /// Of the rejected, those dated before what is remembered: a source that was read before may explain them.
  @exclusivity(unchecked) private var olderTally = SinkTally()
  @exclusivity(unchecked) private var olderRejections: [Rejection] = []
  @exclusivity(unchecked) private var firstOrdinal = Int32.max
  @exclusivity(unchecked) private var lastOrdinal = Int32.min
  @exclusivity(unchecked) private var oddityCounts = [Int](repeating: 0, count: Oddity.count)

  private let policy: FilingPolicy
  /// Where records are written instead of being filed; nil where they are filed.
  private let writer: CanonicalWriter?
  /// Kept alive by `policy`.
  private let customers: CustomerTables?
  /// Whether the customer file links customers by what some rule reads.
  private let hasCustomerLinks: Bool
  /// By place of the field in `LinkField.allCases`: which postings are filed, and the text that may state it.
  private let linkClasses: FixedTable<UInt32>
  private let linkTexts: FixedTable<UInt16>
  @exclusivity(unchecked) private var fileName: String
  @exclusivity(unchecked) private var file: UInt32
  /// Room for the texts of one posting.
  private let scratch: UnsafeMutableRawPointer
  private let linkScratch: UnsafeMutableRawPointer

  /// - Parameters:
  ///   - fileName: name of the first source, for rejections.
  ///   - file: its index in the catalogue of files (`Posting.file`).
  ///   - writer: takes the records instead, where a source is converted and not assessed.
  public init(
    policy: FilingPolicy, fileName: String = "", file: UInt32 = 0, writer: CanonicalWriter? = nil
  ) {
    self.policy = policy
    self.writer = writer
    customers = policy.customers?.tables
    hasCustomerLinks = policy.customers?.hasLinks ?? false
    linkClasses = FixedTable(policy.classesByLink)
    linkTexts = FixedTable(LinkField.allCases.map { $0.textField?.bit ?? 0 })
    self.fileName = fileName
    self.file = file
    let most = TextField.count * (TextField.maximumBytes + 2) + 64
    scratch = .allocate(byteCount: most, alignment: 16)
    linkScratch = .allocate(byteCount: SubjectKey.linkRoom, alignment: 16)
  }

  deinit {
    scratch.deallocate()
    linkScratch.deallocate()
    linkClasses.free()
    linkTexts.free()
  }

  /// Turns to another source; what was met before stays counted.
  public func begin(fileName: String, file: UInt32) {
    self.fileName = fileName
    self.file = file
  }

  // MARK: What was met

  /// Records read.
  public var recordsRead: Int { acceptedTally.records + rejectedTally.records }
  /// Records rejected.
  public var recordsRejected: Int { rejectedTally.records }
  /// Accepted records and their amounts, duplicates among them.
  public var accepted: RecordTally { acceptedTally.tally }
  /// Rejected records and, where they could be read, their amounts.
  public var rejected: RecordTally { rejectedTally.tally }
  /// Of the rejected, those dated before what is remembered.
  public var older: RecordTally { olderTally.tally }
  /// How many those are.
  public var recordsOlder: Int { olderTally.records }
  /// Of the rejected, those nothing is wrong with, by code.
  @exclusivity(unchecked) public private(set) var setAside: [String: Int] = [:]
  /// How many those are.
  @exclusivity(unchecked) public private(set) var recordsSetAside = 0
  /// All records read.
  public var read: RecordTally {
    var sum = accepted
    sum.add(rejected)
    return sum
  }
  /// Earliest local date among accepted records.
  public var firstDay: BusinessDay? { firstOrdinal == .max ? nil : BusinessDay(ordinal: firstOrdinal) }
  /// Latest local date among accepted records.
  public var lastDay: BusinessDay? { lastOrdinal == .min ? nil : BusinessDay(ordinal: lastOrdinal) }
  /// How often each oddity was met; those never met are absent.
  public var oddities: [Oddity: Int] {
    var counts: [Oddity: Int] = [:]
    for oddity in Oddity.allCases where oddityCounts[Int(oddity.rawValue)] > 0 {
      counts[oddity] = oddityCounts[Int(oddity.rawValue)]
    }
    return counts
  }

  /// Hands over the rejections held and forgets them.
  public func takeRejections() -> [Rejection] {
    defer { rejections.removeAll() }
    return rejections
  }

  /// Hands over how many rejections could not be held, and forgets it.
  public func takeRejectionsDropped() -> Int {
    defer { rejectionsDropped = 0 }
    return rejectionsDropped
  }

  /// Hands over the rejections of records dated before what is remembered, and forgets them.
  public func takeOlderRejections() -> [Rejection] {
    defer { olderRejections.removeAll() }
    return olderRejections
  }

  // MARK: Rejecting

  /// Counts a record as read and rejected. `binder` is given where it met the fault: it may know the amount.
  public func reject(
    _ fault: BindingFault, binder: RecordBinder?, line: Int, byteOffset: Int, raw: UnsafeRawBufferPointer
  ) {
    let money = binder?.moneyRead
    let isOlder = fault.code == .olderThanRemembered
    Self.count(money, in: &rejectedTally)
    if isOlder { Self.count(money, in: &olderTally) }
    if fault.code.isSetAside {
      setAside[fault.code.code, default: 0] += 1
      recordsSetAside += 1
      if recordsSetAside > IngestLimits.heldSetAside { return }
    }
    guard (isOlder ? olderRejections : rejections).count < IngestLimits.heldRejections else {
      rejectionsDropped += 1
      return
    }
    let rejection = Rejection(
      file: fileName, line: line, byteOffset: byteOffset, code: fault.code.code,
      field: fault.field?.rawValue, reason: fault.code.reason,
      raw: Array(raw.prefix(Rejection.maximumRawBytes)),
      isRawTruncated: raw.count > Rejection.maximumRawBytes, minorUnits: money?.minorUnits,
      currency: money?.currency.description)
    if isOlder { olderRejections.append(rejection) } else { rejections.append(rejection) }
  }

  /// Counts a record whose amount may be unknown.
  private static func count(_ money: Money?, in tally: inout SinkTally) {
    if let money { tally.add(money.minorUnits, money.currency.letters) } else { tally.addWithoutAmount() }
  }

  /// Counts a record as read and rejected.
  public func reject(
    code: RejectionCode, field: CanonicalField? = nil, line: Int, byteOffset: Int,
    raw: UnsafeRawBufferPointer
  ) {
    reject(BindingFault(code, field), binder: nil, line: line, byteOffset: byteOffset, raw: raw)
  }

  private func note(_ oddity: Oddity) { oddityCounts[Int(oddity.rawValue)] += 1 }

  // MARK: Filing

  /// Counts the binder's draft as read and accepted, and files it under each of its subjects.
  ///
  /// - Parameter countsRecord: false for a second posting of a record that was counted.
  public func file(_ binder: RecordBinder, line: Int, countsRecord: Bool = true) {
    if countsRecord { acceptedTally.add(binder.posting.amount, binder.posting.currency) }
    let day = binder.posting.day.ordinal
    firstOrdinal = min(firstOrdinal, day)
    lastOrdinal = max(lastOrdinal, day)
    binder.posting.file = file
    binder.posting.line = UInt32(clamping: line)
    if countsRecord { binder.posting.flags.insert(.countsRecord) }
    if binder.oddities != 0 { noteAll(binder.oddities) }
    if let postalCodes = policy.postalCodes {
      postalCodes.complete(&binder.posting, wanted: policy.placesWanted)
    }
    fileLeg(binder)
    if binder.plan.profile.legs == .both { fileOtherLeg(binder) }
  }

  private func noteAll(_ set: UInt32) {
    for oddity in Oddity.allCases where set & oddity.bit != 0 { note(oddity) }
  }

  /// Files the draft as one account saw it.
  @inline(__always)
  private func fileLeg(_ binder: RecordBinder) {
    if let writer { return writer.write(binder) }
    let texts = layTexts(binder)
    let mask = binder.posting.textMask
    if mask & TextField.identifier.bit != 0 {
      binder.posting.identity = PostingIdentity.of(
        account: binder.posting.account,
        identifier: binder.texts[Int(TextField.identifier.rawValue)].buffer)
    } else {
      binder.posting.identity = PostingIdentity.digest(of: binder.posting, texts: texts)
      binder.posting.flags.insert(.contentIdentity)
    }
    let customer = customerKey(binder)
    if binder.recordType != .posting {
      takeBack(binder, customer, texts)
      if binder.recordType == .reversal { return }
    }
    fields.formUnion(binder.posting.fields)
    append(.customer, customer, binder.posting, texts)
    fileElsewhere(binder, texts)
    if hasCustomerLinks { fileUnderLinks(of: customer, binder.posting, texts) }
  }

  /// Files that the draft takes another posting back. A correction under the id of what it corrects only marks itself:
  /// of two with one identity it is the one that is kept.
  @inline(never)
  private func takeBack(_ binder: RecordBinder, _ customer: SubjectKey, _ texts: UnsafeRawBufferPointer) {
    let taken = PostingIdentity.of(account: binder.posting.account, identifier: binder.original.buffer)
    if binder.recordType == .correction, taken == binder.posting.identity {
      binder.posting.flags.insert(.corrects)
      return
    }
    var record = binder.posting
    let isSum = binder.recordType == .part
    if isSum {
      // All parts take back one sum, which mostly was never told: the first of them is enough.
      guard taken != lastSum else { return }
      (lastSum, record.identity) = (taken, taken)
    }
    record.takeBack(taken)
    if binder.recordType != .reversal { record.flags.remove(.countsRecord) }
    append(.customer, customer, record, texts)
    reversals.append(
      Reversal(
        identity: taken, customer: customer, day: record.day, file: file, line: record.line, isSum: isSum))
  }

  @inline(__always)
  private func customerKey(_ binder: RecordBinder) -> SubjectKey {
    if binder.posting.textMask & TextField.customer.bit != 0 {
      return SubjectKey(
        kind: .customer, institution: binder.institution,
        identifier: binder.texts[Int(TextField.customer.rawValue)].buffer)
    }
    if let customers, let number = customers.customer(ofAccount: binder.posting.account) {
      return customers.key(of: number)
    }
    return Subjects.key(
      .customer, institution: binder.institution, high: binder.posting.account,
      identifier: binder.texts[Int(TextField.account.rawValue)])
  }

  /// Files the draft under its counterparty and its links, where some indicator could use it there.
  @inline(__always)
  private func fileElsewhere(_ binder: RecordBinder, _ texts: UnsafeRawBufferPointer) {
    var posting = binder.posting
    posting.flags.remove(.countsRecord)
    if posting.counterparty != 0,
      policy.filesUnderCounterparty(direction: posting.direction, channel: posting.channel),
      policy.counterpartySieve?.keeps(posting, texts: texts) ?? true,
      let identifier = binder.counterpartyText
    {
      let key = Subjects.key(
        .counterparty, institution: Subjects.outside, high: posting.counterparty, identifier: identifier)
      append(.counterparty, key, posting, texts)
    }
    guard !policy.links.isEmpty else { return }
    let own = FilingPolicy.classBit(posting.direction, posting.channel)
    for link in policy.links where link.classes & own != 0 {
      guard let field = link.text, posting.textMask & field.bit != 0 else { continue }
      let key = SubjectKey.link(field, binder.texts[Int(field.rawValue)].buffer, in: linkScratch)
      append(.link, key, posting, texts)
    }
  }

  /// Files a posting under what its customer shares with others by the customer file. A record that states a
  /// telephone or an employer of its own speaks for itself.
  private func fileUnderLinks(of customer: SubjectKey, _ draft: Posting, _ texts: UnsafeRawBufferPointer) {
    guard let customers, let number = customers.customer(customer) else { return }
    var posting = draft
    posting.flags.remove(.countsRecord)
    let own = FilingPolicy.classBit(posting.direction, posting.channel)
    for place in customers.links(of: number) {
      let link = customers.link(at: place)
      guard linkClasses[Int(link.field)] & own != 0, posting.textMask & linkTexts[Int(link.field)] == 0 else {
        continue
      }
      append(.link, link.key, posting, texts)
    }
  }

  @inline(__always)
  private func append(
    _ kind: SubjectKind, _ key: SubjectKey, _ posting: Posting, _ texts: UnsafeRawBufferPointer
  ) {
    let room = Filing.maximumSizeWithoutTexts + texts.count
    buffers.withRoom(room, in: key.shard) { block in
      Filing.append(to: &block, kind: kind, subject: key, posting: posting, texts: texts)
    }
    bytesFiled += room
  }

  /// Lays the draft's texts out in the form of `PostingText`.
  @inline(__always)
  private func layTexts(_ binder: RecordBinder) -> UnsafeRawBufferPointer {
    var rest = binder.posting.textMask
    var offset = 0
    while rest != 0 {
      let text = binder.texts[rest.trailingZeroBitCount]
      scratch.storeBytes(of: UInt16(truncatingIfNeeded: text.count), toByteOffset: offset, as: UInt16.self)
      copyShort(text, to: scratch + offset + 2)
      offset += 2 + text.count
      rest &= rest - 1
    }
    return UnsafeRawBufferPointer(start: scratch, count: offset)
  }

  /// Files a transfer once more, as the receiving account of the same institution saw it.
  private func fileOtherLeg(_ binder: RecordBinder) {
    guard binder.posting.textMask & TextField.counterpartyAccount.bit != 0 else {
      note(.oneLegMissing)
      return
    }
    Self.turnRound(binder)
    fileLeg(binder)
  }

  /// Makes the draft what the other account saw; what only the sender's side states is dropped.
  private static func turnRound(_ binder: RecordBinder) {
    let texts = binder.texts
    func index(_ field: TextField) -> Int { Int(field.rawValue) }
    swap(&texts[index(.account)], &texts[index(.counterpartyAccount)])
    swap(&texts[index(.customerName)], &texts[index(.counterpartyName)])
    var mask = binder.posting.textMask
    let names = (mask & TextField.customerName.bit != 0, mask & TextField.counterpartyName.bit != 0)
    mask &= ~(TextField.customerName.bit | TextField.counterpartyName.bit)
    if names.0 { mask |= TextField.counterpartyName.bit }
    if names.1 { mask |= TextField.customerName.bit }
    for field in [
      TextField.customer, .counterpartyBank, .conductor, .device, .phone, .employer, .counterpartyAddress,
      .counterpartyPhone,
    ] {
      mask &= ~field.bit
    }
    binder.posting.textMask = mask
    binder.posting.direction = binder.posting.direction == .debit ? .credit : .debit
    binder.posting.homeZip = 0
    binder.posting.balance = 0
    binder.posting.counterpartyState = .none
    binder.posting.counterpartyCountry = .none
    binder.posting.flags.subtract([.balanceKnown, .countsRecord, .contentIdentity])
    binder.posting.account = StableHash.hash(
      texts[index(.account)].buffer, seed: Subjects.seed(.customer, institution: binder.institution))
    binder.posting.counterparty = StableHash.hash(
      texts[index(.counterpartyAccount)].buffer, seed: Subjects.counterpartySeed)
  }
}

/// Copies a text, most of which are short, without calling `memcpy` for a few bytes.
@inline(__always)
private func copyShort(_ text: FieldBytes, to target: UnsafeMutableRawPointer) {
  let count = text.count
  let source = text.start
  if count > 16 {
    target.copyMemory(from: source, byteCount: count)
  } else if count >= 8 {
    let first = source.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    let last = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    target.storeBytes(of: first, toByteOffset: 0, as: UInt64.self)
    target.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
  } else if count >= 4 {
    let first = source.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
    let last = source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    target.storeBytes(of: first, toByteOffset: 0, as: UInt32.self)
    target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
  } else {
    for index in 0..<count { target.storeBytes(of: text[index], toByteOffset: index, as: UInt8.self) }
  }
}
