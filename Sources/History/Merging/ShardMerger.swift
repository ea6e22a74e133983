import Glibc
import Ledger

/// Merges what came tonight with what is remembered, one subject of a shard after another.
///
/// All scratch space of one thread, reused from subject to subject and from shard to shard: in the steady
/// state a posting costs no allocation.
struct ShardMerger: ~Copyable {
  private var index = FilingIndex()
  var entries = GrowingBuffer<MergeEntry>(capacity: 256)
  private var decoder = BlockDecoder()
  var filter = DuplicateFilter()
  var region = RegionBuilder()
  private var accepted = CurrencySums()
  private var duplicate = CurrencySums()
  private var merged = MergedSubject()
  private var horizon = BusinessDay(ordinal: .min)
  private var reversed = ReversedIdentities()
  /// Postings of the shard merged last that were taken back, and are dated later than whatever said so before.
  private(set) var outliving: [(identity: UInt64, day: BusinessDay)] = []
  private var postings = GrowingBuffer<Posting>(capacity: 256)
  /// What came tonight for a subject.
  private var arrived = GrowingBuffer<Posting>(capacity: 256)
  private var texts = GrowingBuffer<UInt8>(capacity: 1 << 14)

  /// What one call is about.
  struct Task {
    var shard: Int
    var segments: [SegmentFile]
    /// Remembered postings before this day are forgotten.
    var floor: BusinessDay?
    /// Records dated earlier come late: not all their windows reach what is remembered.
    var horizon: BusinessDay?
    var withdrawn = WithdrawnSlots()
    /// What was taken back.
    var reversed = ReversedIdentities()
    /// Subjects to be merged though nothing came for them.
    var touched: Set<SubjectSlot> = []
    /// What comes was remembered before and is filed anew: identities are final.
    var isFiledAnew = false
  }

  /// Merges a shard, calls `body` for each subject that changed, and writes the new postings to `writer`.
  mutating func merge(
    _ task: Task, incoming: [UnsafeRawBufferPointer], into writer: SegmentWriter,
    body: (inout MergedSubject) throws(HistoryError) -> Void
  ) throws(HistoryError) -> ShardTally {
    index.build(incoming, touched: task.touched)
    reversed = task.reversed
    horizon = task.horizon ?? BusinessDay(ordinal: .min)
    region.begin()
    accepted.begin()
    duplicate.begin()
    outliving.removeAll()
    var tally = ShardTally()
    guard index.groups.count > 0 else { return tally }
    var cursors: [SegmentCursor] = []
    for segment in task.segments where segment.region(task.shard).postings > 0 {
      cursors.append(
        try SegmentCursor(
          segment, shard: task.shard, wanted: index.groups.count, withdrawn: task.withdrawn))
    }
    for position in 0..<index.order.count {
      let group = index.groups[Int(index.order[position])]
      index.fetch(position + 1)
      try remember(group.slot, from: cursors, floor: task.floor)
      gather(group, isFiledAnew: task.isFiledAnew)
      filter.mark(entries)
      tally.subjects += 1
      let outcome = settle(group.slot, &tally)
      guard outcome != .unchanged else { continue }
      sort()
      try assemble(group.slot)
      guard outcome == .changed else { continue }
      tally.changedSubjects += 1
      try body(&merged)
    }
    tally.accepted = try accepted.tally()
    tally.duplicate = try duplicate.tally()
    tally.postings = region.postings
    try region.write(shard: task.shard, to: writer)
    return tally
  }

  /// Loads what the segments remember of a subject, as the first entries.
  mutating func remember(
    _ slot: SubjectSlot, from cursors: [SegmentCursor], floor: BusinessDay?
  ) throws(HistoryError) {
    entries.removeAll()
    decoder.removeAll()
    for cursor in cursors where try cursor.seek(slot) {
      try cursor.decode(into: &decoder, floor: floor)
    }
    entries.reserve(decoder.starts.count)
    for number in 0..<decoder.starts.count {
      entries.append(decoder.entry(at: number))
    }
  }

  /// Adds what came tonight for a subject.
  private mutating func gather(_ group: FilingIndex.Group, isFiledAnew: Bool) {
    let first = entries.count
    let count = Int(group.count)
    var needsNumbers = false
    entries.reserve(count)
    // All room first: entries point into it.
    arrived.removeAll()
    arrived.reserve(count)
    for position in Int(group.start)..<(Int(group.start) + count) {
      let filing = index.grouped[position]
      let texts = Filing.texts(of: filing)
      let posting = arrived.base + arrived.count
      Filing.unpack(filing, into: posting)
      arrived.advance(by: 1)
      if posting.pointee.flags.contains(.contentIdentity) { needsNumbers = true }
      entries.append(
        MergeEntry(
          instant: posting.pointee.instant.milliseconds, identity: posting.pointee.identity,
          posting: posting,
          text: texts.baseAddress ?? filing, textLength: UInt32(texts.count), marks: .incoming))
    }
    if needsNumbers, !isFiledAnew {
      OccurrenceNumbers.assign(UnsafeMutableBufferPointer(start: entries.base + first, count: count))
    }
  }

  /// What tonight did to a subject.
  private enum Outcome {
    case unchanged
    /// Something came that is remembered, and nothing that counts: what was taken back before, or what takes back.
    case remembered
    case changed
  }

  /// Counts what came, drops what gave way, marks what was taken back, and finds the first day that changed.
  private mutating func settle(_ slot: SubjectSlot, _ tally: inout ShardTally) -> Outcome {
    let countsRecords = slot.subjectKind == .customer
    var changed: Int32?
    var isNew = false
    var kept = 0
    for position in 0..<entries.count {
      if reversed.concerns(entries[position]) { (entries.base + position).pointee.marks.insert(.reversed) }
      let entry = entries[position]
      let isReversed = entry.marks.contains(.reversed)
      if isReversed, reversed.isOutlived(by: entry.value, entry.identity) {
        outliving.append((entry.identity, entry.value.day))
      }
      let isIncoming = entry.marks.contains(.incoming)
      let isDropped = entry.marks.contains(.dropped)
      if isIncoming || isDropped {
        let posting = entry.value
        let isChange = isIncoming ? !isDropped && !isReversed : entry.marks.contains(.replaced)
        if isChange { changed = min(changed ?? .max, posting.day.ordinal) }
        if isIncoming, !isDropped { isNew = true }
        if isIncoming, countsRecords, posting.flags.contains(.countsRecord) {
          count(posting, marks: entry.marks, &tally)
        }
      } else if isReversed, reversed.fresh.contains(entry.identity) {
        changed = min(changed ?? .max, entry.value.day.ordinal)
      }
      guard !isDropped else { continue }
      entries[kept] = entry
      kept += 1
    }
    entries.truncate(to: kept)
    guard let changed else { return isNew ? .remembered : .unchanged }
    merged.firstChangedDay = BusinessDay(ordinal: changed)
    return .changed
  }

  @inline(__always)
  private mutating func count(_ posting: Posting, marks: MergeEntry.Marks, _ tally: inout ShardTally) {
    if marks.contains(.known) || marks.contains(.dropped) {
      duplicate.add(posting.amount, posting.currency)
      if marks.contains(.conflicting) { tally.conflicting += 1 }
      return
    }
    accepted.add(posting.amount, posting.currency)
    let day = posting.day
    if day < horizon { tally.late += 1 }
    if tally.firstDay == nil || day < tally.firstDay ?? day { tally.firstDay = day }
    if tally.lastDay == nil || day > tally.lastDay ?? day { tally.lastDay = day }
  }

  /// Sorts what is left by time, then identity. It is mostly in order already.
  mutating func sort() {
    MergeOrder.sort(UnsafeMutableBufferPointer(start: entries.base, count: entries.count))
  }

  /// What the segments remember of one subject, without what was taken back.
  mutating func activity(
    of slot: SubjectSlot, from cursors: [SegmentCursor], floor: BusinessDay?, reversed: ReversedIdentities
  ) throws(HistoryError) -> Activity {
    try remember(slot, from: cursors, floor: floor)
    filter.mark(entries)
    entries.keep { !$0.marks.contains(.dropped) && !reversed.concerns($0) }
    sort()
    try assemble(slot)
    return merged.activity
  }

  /// Fills `merged` and writes tonight's part of it to the region.
  private mutating func assemble(_ slot: SubjectSlot) throws(HistoryError) {
    postings.removeAll()
    texts.removeAll()
    postings.reserve(entries.count)
    var added = 0
    for position in 0..<entries.count where entries[position].marks.contains(.incoming) { added += 1 }
    region.encoder.begin(count: added)
    for position in 0..<entries.count {
      let entry = entries[position]
      var posting = entry.value
      posting.identity = entry.identity
      guard let offset = UInt32(exactly: texts.count) else {
        throw HistoryError(
          .subjectTooLarge, operation: "gather what is remembered of a subject",
          reason: "its texts take more than 4 GiB",
          advice: "Leave long texts out of the export, or split the account.")
      }
      posting.textOffset = offset
      if !entry.marks.contains(.reversed) {
        postings.append(posting)
        texts.append(contentsOf: entry.texts)
      }
      if entry.marks.contains(.incoming) {
        region.encoder.append(posting, texts: entry.texts)
        region.include(posting.day)
      }
    }
    merged.activity.kind = slot.subjectKind
    merged.activity.subject = slot.key
    merged.activity.postings.become(postings)
    merged.activity.texts.become(texts)
    try region.end(slot, count: added)
    if merged.activity.postings.count >= Self.busy { giveUpScratch() }
  }

  /// A subject with so many postings is met so rarely that the room it took is not worth keeping.
  private static let busy = 1 << 18

  /// Gives back what gathering a busy subject took: assessing it takes about as much again.
  private mutating func giveUpScratch() {
    entries = GrowingBuffer()
    arrived = GrowingBuffer()
    postings = GrowingBuffer()
    texts = GrowingBuffer()
    filter = DuplicateFilter()
  }
}

extension Array where Element: BitwiseCopyable {
  /// Takes over the elements of `source`, in the room it has if nobody else holds on to it.
  ///
  /// Arrays that were made anew for each subject cost more in page faults than the rest of the merge: the
  /// allocator gives memory back to the system when large blocks come and go.
  fileprivate mutating func become(_ source: borrowing GrowingBuffer<Element>) {
    removeAll(keepingCapacity: true)
    if capacity < source.count { reserveCapacity(Swift.max(source.count, 2 * capacity)) }
    append(contentsOf: UnsafeBufferPointer(start: source.base, count: source.count))
  }
}

extension BlockDecoder {
  /// The decoded posting at `index` as an entry of a merge. Valid until the next change.
  @inline(__always)
  func entry(at index: Int) -> MergeEntry {
    let place = pointer(at: index)
    let posting = place.loadUnaligned(as: Posting.self)
    return MergeEntry(
      instant: posting.instant.milliseconds, identity: posting.identity, posting: place,
      text: place + BlockDecoder.postingSize, textLength: UInt32(textLength(at: index)), marks: [])
  }
}
