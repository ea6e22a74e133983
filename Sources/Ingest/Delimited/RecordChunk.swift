/// A stretch of whole records, lent to one worker.
public struct RecordChunk {
  /// The bytes, ending with a line end; `padding` more may be read behind them.
  public let bytes: UnsafeRawBufferPointer
  /// Line of the first byte, from 1.
  public let firstLine: Int
  /// Offset of the first byte in the decompressed source.
  public let byteOffset: Int
  /// Parts that are no records and must be rejected, in order, as offsets into `bytes`.
  let faults: [SplitFault]

  /// Bytes behind the chunk that may be read (and mean nothing), so that vectors need no special end.
  public static let padding = 64

  init(bytes: UnsafeRawBufferPointer, firstLine: Int, byteOffset: Int, faults: [SplitFault] = []) {
    self.bytes = bytes
    self.firstLine = firstLine
    self.byteOffset = byteOffset
    self.faults = faults
  }
}

/// Turns chunks of one format into filed postings and rejections. One belongs to one worker.
public protocol ChunkDecoder: AnyObject {
  /// Files or rejects every record of the chunk.
  func decode(_ chunk: RecordChunk, into sink: FilingSink)
  /// What the source said of itself in the records decoded here.
  var trailers: [TrailerReading] { get }
}

extension ChunkDecoder {
  /// Most formats have no trailers.
  public var trailers: [TrailerReading] { [] }
}

/// What a trailer stated.
public struct TrailerReading: Sendable, Equatable {
  /// Its line, from 1.
  public var line: Int
  /// Number of records it claims.
  public var count: Int?
  /// Sum of amounts it claims, as written.
  public var total: String?
  /// Whether a number was expected in it and could not be read.
  public var isUnreadable: Bool
}
