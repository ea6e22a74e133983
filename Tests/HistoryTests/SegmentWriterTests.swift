import Testing

@testable import History

@Suite struct SegmentWriterTests {
  /// A night that adds nothing gives its number to the next; what it left behind must not take the next one's file.
  @Test func aFileThatWasDiscardedIsRemovedOnce() throws {
    let folder = try TemporaryDirectory()
    let directory = StateDirectory(path: folder.path)
    try StateDirectory.create(directory.segments)
    var first: SegmentWriter? = try SegmentWriter(number: 2, in: directory)
    first?.discard()
    #expect(!StateDirectory.exists(directory.segment(2)))
    let second = try SegmentWriter(number: 2, in: directory)
    first = nil
    #expect(StateDirectory.exists(directory.segment(2)))
    second.discard()
    #expect(!StateDirectory.exists(directory.segment(2)))
  }
}
