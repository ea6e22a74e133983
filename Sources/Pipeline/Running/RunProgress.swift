/// How far a run is; shown on a terminal.
public struct RunProgress: Sendable {
  /// What it is doing.
  public enum Phase: Sendable {
    case reading
    case assessing
    case keeping
    case publishing
  }

  public var phase: Phase
  /// Compressed bytes taken from the sources so far, and of all of them where known.
  public var bytes: Int
  public var bytesTotal: Int?
  public var records: Int
  /// Shards done of all shards, while assessing.
  public var shards: Int

  public init(phase: Phase, bytes: Int = 0, bytesTotal: Int? = nil, records: Int = 0, shards: Int = 0) {
    self.phase = phase
    self.bytes = bytes
    self.bytesTotal = bytesTotal
    self.records = records
    self.shards = shards
  }
}
