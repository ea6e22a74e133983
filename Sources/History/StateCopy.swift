import Glibc

extension HistoryStore {
  /// Copies the state into a new directory, such as a backup; of a state that is held nothing can change meanwhile.
  ///
  /// The mark that makes the directory a state is written last: a copy that was cut short is none.
  /// - Throws: `HistoryError` where the directory holds anything, or of the system.
  public func copy(to path: String) throws(HistoryError) {
    let target = StateDirectory(path: path)
    try StateDirectory.create(path)
    guard try StateDirectory.names(in: path).isEmpty else {
      throw HistoryError(
        .notAState, operation: "copy the state", path: path, reason: "the directory is not empty",
        advice: "Name one that is empty or is not there yet.")
    }
    try StateDirectory.create(target.catalogue)
    try StateDirectory.create(target.segments)
    for segment in segments { try Self.copy(segment, to: target.segment(segment.record.number)) }
    try catalogue.copy(to: target.catalogue + "/data.mdb")
    try StateDirectory.synchronise(target.segments)
    try StateDirectory.synchronise(target.catalogue)
    try StateFormat.mark(target)
  }

  /// So many bytes are copied at once.
  private static let stretch = 1 << 20

  private static func copy(_ segment: SegmentFile, to path: String) throws(HistoryError) {
    let copy = try OpenFile(creating: path)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: stretch, alignment: 8)
    defer { room.deallocate() }
    var offset = 0
    while offset < segment.record.bytes {
      let count = min(stretch, segment.record.bytes - offset)
      let part = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
      try segment.file.read(into: part, at: offset)
      try copy.write(UnsafeRawBufferPointer(part), at: offset)
      offset += count
    }
    try copy.synchronise()
  }
}
