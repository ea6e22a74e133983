/// Where a record stands in its source.
struct RecordPlace: BitwiseCopyable {
  /// Line of its first byte, from 1.
  var line: Int
  /// Offset of its first byte in the decompressed source.
  var byteOffset: Int
}
