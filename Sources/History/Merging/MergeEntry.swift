import Glibc
import Ledger

/// One posting of a subject while remembered and incoming postings are merged: what it is sorted and
/// recognised by, and where it lies.
struct MergeEntry: BitwiseCopyable {
  var instant: Int64
  var identity: UInt64
  /// A `Posting`, perhaps unaligned.
  var posting: UnsafeRawPointer
  /// Its texts, in the form of `PostingText`.
  var text: UnsafeRawPointer
  var textLength: UInt32
  var marks: Marks

  struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt32
    /// Came tonight.
    static let incoming = Marks(rawValue: 1)
    /// Another posting of the same identity was preferred.
    static let dropped = Marks(rawValue: 1 << 1)
    /// Its identity was remembered already: a duplicate, even where its content was preferred.
    static let known = Marks(rawValue: 1 << 2)
    /// Remembered, and gave way to one that came tonight.
    static let replaced = Marks(rawValue: 1 << 4)
    /// Its content differs from that of another posting of the same identity.
    static let conflicting = Marks(rawValue: 1 << 3)
    /// Taken back, or the record that takes another back: remembered, and not counted.
    static let reversed = Marks(rawValue: 1 << 5)
  }

  static func comesBefore(_ left: MergeEntry, _ right: MergeEntry) -> Bool {
    left.instant != right.instant ? left.instant < right.instant : left.identity < right.identity
  }

  /// The posting; its identity is that of its source, not yet `identity`.
  @inline(__always)
  var value: Posting { posting.loadUnaligned(as: Posting.self) }

  /// Whether its source says that it corrects what it said before under this identity.
  var corrects: Bool { value.flags.contains(.corrects) }

  @inline(__always)
  var texts: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: Int(textLength)) }

  /// A hash of everything the posting says; not of where it was read, nor of how records are counted.
  func content() -> UInt64 {
    var bare = value
    bare.identity = PostingIdentity.digest(of: bare, texts: texts)
    bare.file = 0
    bare.line = 0
    bare.textOffset = 0
    bare.flags.remove(.countsRecord)
    return withUnsafeBytes(of: &bare) {
      StableHash.hash(UnsafeRawBufferPointer(rebasing: $0[..<BlockDecoder.postingSize]), seed: 0)
    }
  }
}
