import Glibc

/// The bytes of a pipe or terminal, read ahead on a thread of their own.
///
/// The writer on the other side is then never kept waiting while records are parsed here.
final class PipeStream: ByteStream {
  /// Largest size an unprivileged process may give a pipe (`/proc/sys/fs/pipe-max-size`).
  static let pipeBytes: Int32 = 1 << 20
  /// Read ahead in this many blocks of this size.
  private static let blockBytes = 1 << 20
  private static let blocks = 8
  /// Milliseconds after which a silent writer makes us ask whether to stop: an interrupt is heeded within a
  /// moment.
  private static let patience = 100

  private let shared: Shared
  private var current: Block?
  private var used = 0
  private(set) var bytesTaken = 0
  /// Asked while the writer is silent; true ends the stream there and then.
  var shouldStop: () -> Bool = { false }

  init(_ descriptor: consuming FileDescriptor, name: String) {
    descriptor.enlargePipe(to: Self.pipeBytes)
    shared = Shared(descriptor, name: name)
    let shared = shared
    startThread { shared.run() }.detach()
  }

  deinit { shared.abandon() }

  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    if current == nil {
      switch shared.take(unless: shouldStop) {
      case .success(let block): current = block
      case .failure(let error): throw error
      }
      used = 0
    }
    guard let block = current else { return 0 }
    let taken = min(target.count, block.count - used)
    target.copyMemory(
      from: UnsafeRawBufferPointer(start: UnsafeRawPointer(block.memory + used), count: taken))
    used += taken
    bytesTaken += taken
    if used == block.count {
      current = nil
      shared.give(back: block)
    }
    return taken
  }

  /// One block of memory, owned by whichever side holds it.
  private final class Block: @unchecked Sendable {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: PipeStream.blockBytes, alignment: 16)
    var count = 0

    deinit { memory.deallocate() }
  }

  /// What reader and consumer share.
  private final class Shared: @unchecked Sendable {
    private let descriptor: FileDescriptor
    private let name: String
    private let gate = Gate()
    // Guarded by `gate`.
    private var free: [Block] = (0..<PipeStream.blocks).map { _ in Block() }
    private var filled: [Block] = []
    private var failure: IngestError?
    private var isEnded = false
    private var isAbandoned = false

    init(_ descriptor: consuming FileDescriptor, name: String) {
      self.descriptor = descriptor
      self.name = name
    }

    /// The reading thread.
    func run() {
      while let block = freeBlock() {
        do throws(IngestError) {
          block.count = try descriptor.read(
            into: UnsafeMutableRawBufferPointer(start: block.memory, count: PipeStream.blockBytes),
            source: name)
        } catch {
          gate.change {
            failure = error
            isEnded = true
          }
          return
        }
        gate.change {
          if block.count == 0 { isEnded = true } else { filled.append(block) }
        }
        if block.count == 0 { return }
      }
    }

    private func freeBlock() -> Block? {
      gate.wait(until: { !free.isEmpty || isAbandoned }) { isAbandoned ? nil : free.removeLast() }
    }

    /// The next filled block; nil at the end, or where the run is to stop and nothing has come yet.
    func take(unless shouldStop: () -> Bool) -> Result<Block?, IngestError> {
      gate.wait(
        until: { !filled.isEmpty || isEnded || shouldStop() }, checkingEvery: PipeStream.patience
      ) {
        if !filled.isEmpty { return .success(filled.removeFirst()) }
        if let failure { return .failure(failure) }
        return .success(nil)
      }
    }

    func give(back block: Block) { gate.change { free.append(block) } }

    /// The consumer is gone; the thread ends at its next turn.
    func abandon() { gate.change { isAbandoned = true } }
  }
}
