/// What is known of one subject: its postings in order, with their texts. The only thing detection reads.
///
/// Invariant: `postings` is sorted by `Posting.comesBefore`, no identity occurs twice, and each
/// `textOffset` is where that posting's texts begin in `texts`.
public struct Activity: Sendable {
  /// What kind of subject.
  public var kind: SubjectKind
  /// Its key.
  public var subject: SubjectKey
  /// Its postings, oldest first.
  public var postings: [Posting]
  /// The texts of all postings, one after another.
  public var texts: [UInt8]
  /// What the institution knows of the customer; nil of any other subject, save for the one fact by which
  /// customers are linked.
  public var facts: CustomerFacts?

  public init(
    kind: SubjectKind = .customer, subject: SubjectKey = SubjectKey(high: 0, low: 0),
    postings: [Posting] = [], texts: [UInt8] = [], facts: CustomerFacts? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.postings = postings
    self.texts = texts
    self.facts = facts
  }

  /// Lends the bytes of one text of the posting at `index`; nil if it has none.
  @inlinable
  public func withText<Result>(
    _ field: TextField, at index: Int, _ body: (UnsafeRawBufferPointer?) -> Result
  ) -> Result {
    let posting = postings[index]
    guard posting.textMask & field.bit != 0 else { return body(nil) }
    return texts.withUnsafeBytes { all in
      let own = UnsafeRawBufferPointer(rebasing: all[Int(posting.textOffset)...])
      return body(PostingText.find(field, mask: posting.textMask, in: own))
    }
  }

  /// One text of the posting at `index` as a string; nil if it has none. Not for the hot path.
  public func text(_ field: TextField, at index: Int) -> String? {
    withText(field, at: index) { bytes in bytes.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// Appends a posting with its texts; the caller keeps the order.
  public mutating func append(_ posting: Posting, texts source: UnsafeRawBufferPointer) {
    var copy = posting
    copy.textOffset = UInt32(texts.count)
    texts.append(contentsOf: source)
    postings.append(copy)
  }

  /// Appends a posting with texts given as strings; for tests, examples and commands.
  public mutating func append(_ posting: Posting, texts fields: [TextField: String]) {
    var copy = posting
    copy.textMask = 0
    var bytes: [UInt8] = []
    for field in TextField.allCases {
      guard let text = fields[field], !text.isEmpty else { continue }
      let utf8 = Array(text.utf8.prefix(TextField.maximumBytes))
      copy.textMask |= field.bit
      bytes.append(UInt8(truncatingIfNeeded: utf8.count))
      bytes.append(UInt8(truncatingIfNeeded: utf8.count >> 8))
      bytes.append(contentsOf: utf8)
    }
    bytes.withUnsafeBytes { append(copy, texts: $0) }
  }
}
