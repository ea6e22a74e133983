/// Tells the postings that some indicator about one kind of subject could use from those that none ever can.
public protocol PostingSieve: Sendable {
  /// Whether to keep a posting of which the source states this much; `texts` are in the form of `PostingText`.
  ///
  /// Where it says no, no indicator could use the posting, whatever comes to be known of its customer later.
  func keeps(_ posting: Posting, texts: UnsafeRawBufferPointer) -> Bool
}
