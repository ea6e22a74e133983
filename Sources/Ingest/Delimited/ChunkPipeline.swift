import Glibc
import Ledger

/// Reads a source in chunks of whole records and has workers decode them, several at a time.
///
/// The calling thread reads, digests, splits and counts lines; each worker owns a decoder and a sink. Chunks
/// are recycled and bounded in number, so that a fast source waits for slow workers.
final class ChunkPipeline: @unchecked Sendable {
  /// One block of memory, held by reader or worker but never by both.
  private final class Block {
    let memory: UnsafeMutableRawBufferPointer
    var chunk: RecordChunk?

    init(bytes: Int) {
      memory = .allocate(byteCount: bytes, alignment: 64)
      // Vectors read beyond the records; what they find there is masked out, but must be something.
      memory.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { memory.deallocate() }
  }

  private let splitter: RecordSplitter
  private let hooks: DecodeHooks
  private let chunkBytes: Int
  private let gate = Gate()
  // Guarded by `gate`.
  private var free: [Block]
  private var filled: [Block] = []
  private var isEnded = false
  private var isStopped = false
  private var recordsRead = 0

  init(splitter: RecordSplitter, workers: Int, chunkBytes: Int, hooks: DecodeHooks) {
    self.splitter = splitter
    self.hooks = hooks
    self.chunkBytes = chunkBytes
    // The rest of one chunk, a whole chunk, a line end that may be missing, and what vectors read beyond.
    let capacity = IngestLimits.recordBytes + chunkBytes + 1 + RecordChunk.padding
    free = (0..<(workers + 2)).map { _ in Block(bytes: capacity) }
  }

  /// Decodes what is left of `source`, whose first `skipping` bytes are no records and hold `lines` lines.
  ///
  /// Returns whether it was stopped before the end.
  func run(
    _ source: ByteSource, skipping: Int, lines: Int, decoders: [any ChunkDecoder], sinks: [FilingSink]
  ) throws(IngestError) -> Bool {
    let work = Workers(decoders: decoders, sinks: sinks)
    let threads = (0..<decoders.count).map { index in startThread { self.runWorker(index, work) } }
    let failure = read(source, skipping: skipping, lines: lines)
    gate.change { isEnded = true }
    for thread in threads { thread.join() }
    if let failure { throw failure }
    return isStopped
  }

  /// Decoders and sinks by worker; each is touched by its own thread only, until all are joined.
  private struct Workers: @unchecked Sendable {
    let decoders: [any ChunkDecoder]
    let sinks: [FilingSink]
  }

  // MARK: The workers

  private func runWorker(_ index: Int, _ work: Workers) {
    let decoder = work.decoders[index]
    let sink = work.sinks[index]
    while let block = nextFilled() {
      var goesOn = true
      var records = 0
      if let chunk = block.chunk {
        let before = sink.recordsRead
        decoder.decode(chunk, into: sink)
        records = sink.recordsRead - before
        goesOn = hooks.afterChunk(index, sink)
      }
      gate.change {
        free.append(block)
        recordsRead += records
        if !goesOn { isStopped = true }
      }
    }
  }

  private func nextFilled() -> Block? {
    gate.wait(until: { !filled.isEmpty || isEnded || isStopped }) {
      isStopped || filled.isEmpty ? nil : filled.removeFirst()
    }
  }

  // MARK: The reader

  private func nextFree() -> Block? {
    gate.wait(until: { !free.isEmpty || isStopped }) { isStopped ? nil : free.removeLast() }
  }

  private func read(_ source: ByteSource, skipping: Int, lines: Int) -> IngestError? {
    var state = ReaderState(skipping: skipping, line: 1 + lines)
    defer { state.carry.deallocate() }
    do throws(IngestError) {
      while let block = nextFree() {
        guard try fill(block, from: source, &state) else { return nil }
        let records = gate.change {
          filled.append(block)
          return recordsRead
        }
        hooks.progress(
          DecodeProgress(
            source: source.name, bytesTaken: source.bytesTaken, size: source.size,
            bytesDecoded: state.offset, recordsRead: records))
        if hooks.shouldStop() { gate.change { isStopped = true } }
      }
      return nil
    } catch {
      // A compressed stream that is made to end early looks damaged.
      if hooks.shouldStop() {
        gate.change { isStopped = true }
        return nil
      }
      return error
    }
  }

  /// What the reader knows between chunks.
  private struct ReaderState {
    /// Bytes at the beginning that are passed over.
    var skipping: Int
    /// Line of the next record.
    var line: Int
    /// Offset of the next record.
    var offset = 0
    /// The beginning of a record whose end has not been read.
    let carry = UnsafeMutableRawBufferPointer.allocate(byteCount: IngestLimits.recordBytes, alignment: 16)
    var carried = 0
    /// Whether the bytes up to the next line end belong to a record that was given up.
    var isDiscarding = false
    var isEnded = false

    init(skipping: Int, line: Int) {
      self.skipping = skipping
      self.line = line
    }
  }

  /// Fills a block with the next whole records; false at the end.
  private func fill(_ block: Block, from source: ByteSource, _ state: inout ReaderState) throws(IngestError)
    -> Bool
  {
    block.chunk = nil
    guard !state.isEnded else { return false }
    let memory = block.memory
    memory.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(state.carry)[..<state.carried]))
    let room = UnsafeMutableRawBufferPointer(rebasing: memory[state.carried..<(state.carried + chunkBytes)])
    let read = try source.read(into: room)
    var count = state.carried + read
    state.isEnded = read < chunkBytes
    var start = 0
    if state.skipping > 0 {
      start = min(state.skipping, count)
      state.offset += start
      state.skipping -= start
    }
    if state.isDiscarding {
      start = discard(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count]), &state)
    }
    if state.isEnded, count > start, !endsLine(memory[count - 1]) {
      memory[count] = 0x0A
      count += 1
    }
    let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[start..<count])
    let cut = splitter.cut(bytes, isLast: state.isEnded)
    let whole = UnsafeRawBufferPointer(rebasing: bytes[..<cut.end])
    block.chunk = RecordChunk(
      bytes: whole, firstLine: state.line, byteOffset: state.offset, faults: cut.faults)
    state.line += splitter.lineEnds.count(whole)
    state.offset += cut.end
    state.isDiscarding = state.isDiscarding || cut.discardsOn
    let rest = UnsafeRawBufferPointer(rebasing: bytes[cut.end...])
    state.carried = rest.count
    state.carry.copyMemory(from: rest)
    return true
  }

  private func endsLine(_ byte: UInt8) -> Bool {
    byte == 0x0A || (byte == 0x0D && splitter.lineEnds == .any)
  }

  /// Passes over the rest of a record that was given up; returns where the next one begins.
  private func discard(_ bytes: UnsafeRawBufferPointer, _ state: inout ReaderState) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let end = splitter.lineEnds.firstEnd(base, from: 0, to: bytes.count) ?? bytes.count
    let dropped = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    state.isDiscarding = end == bytes.count && !(end > 0 && endsLine(bytes[end - 1]))
    state.line += splitter.lineEnds.count(dropped)
    state.offset += end
    return end
  }
}
