/// The keys of links. What customers share is known by the name of its field and its value, `device:4471`, so that a
/// phone is never taken for a device.
extension SubjectKey {
  /// The key of a value of a field that customers share.
  public static func link(_ field: TextField, _ value: String) -> SubjectKey {
    let whole = linkNames[Int(field.rawValue)] + value.utf8
    return whole.withUnsafeBytes { SubjectKey(kind: .link, institution: 0, identifier: $0) }
  }

  /// The key of a value of something customers share that no posting states, such as `email`.
  public static func link(named name: String, _ value: String) -> SubjectKey {
    SubjectKey(kind: .link, institution: 0, identifier: "\(name):\(value)")
  }

  /// The same for the hot path, without allocation: `room` has `linkRoom` bytes, and `value` is at most
  /// `TextField.maximumBytes` long.
  @inlinable
  public static func link(
    _ field: TextField, _ value: UnsafeRawBufferPointer, in room: UnsafeMutableRawPointer
  ) -> SubjectKey {
    let name = linkNames[Int(field.rawValue)]
    UnsafeMutableRawBufferPointer(start: room, count: linkRoom).copyBytes(from: name)
    if let start = value.baseAddress {
      (room + name.count).copyMemory(from: start, byteCount: value.count)
    }
    let whole = UnsafeRawBufferPointer(start: room, count: name.count + value.count)
    return SubjectKey(kind: .link, institution: 0, identifier: whole)
  }

  /// Bytes that a field's name and its value take at most.
  public static let linkRoom = TextField.maximumBytes + 64

  /// `device:` and the like, by `TextField.rawValue`.
  @usableFromInline static let linkNames: [[UInt8]] = TextField.allCases.map { field in
    Array("\(field.canonicalName):".utf8)
  }
}
