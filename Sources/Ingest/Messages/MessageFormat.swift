import Ledger

/// A format banks exchange that says itself what its fields mean: nothing of it is left to a profile but whose
/// accounts are ours, and the zone of times that state none.
///
/// One folder each beside this one; `SourceFormat.kind` is the list of them.
protocol MessageFormat {
  /// What people call it, for `check`, summaries and errors.
  static var title: String { get }
  /// Whether a file that begins with `sample` is of this format, whatever its name.
  static func recognises(_ sample: MessageSample) -> Bool
  /// Whether its records name both banks, so that only the institution's own identity says whose accounts are ours.
  static func namesBothBanks(_ sample: MessageSample) -> Bool
  /// How amounts are written in it.
  static var amount: AmountRule { get }
  /// A decoder for one source.
  static func makeDecoder() -> any MessageDecoder
}

/// Reads one source of a message format, from its first byte to its last, on one thread.
///
/// It touches no file: bytes come from a `MessageInput`, what they mean goes to a `MessageFiler`. A record that is
/// malformed is one rejection and the next is read; only what makes the rest unreadable is thrown.
protocol MessageDecoder: AnyObject {
  /// Decodes everything up to the end of `input`.
  ///
  /// - Throws: `IngestError` with its line where what follows cannot be read; what was filed must then not be kept.
  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError)
}

/// The beginning of a file, for recognising it.
struct MessageSample {
  /// At most `Sniffer.sampleBytes` of it.
  let bytes: ArraySlice<UInt8>
  /// The first `textBytes` as text, without a byte order mark and white space before the first character.
  let text: Substring

  /// Enough to pass over envelopes, wrappers and long comments.
  static let textBytes = 16_384

  init(_ sample: some Collection<UInt8>) {
    bytes = ArraySlice(sample)
    let whole = String(decoding: bytes.prefix(Self.textBytes), as: UTF8.self)
    text = whole.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  }

  /// The first lines, without their ends.
  func lines(_ most: Int) -> [Substring] {
    text.split(maxSplits: most, omittingEmptySubsequences: false) { $0.isNewline }.prefix(most).map(\.self)
  }
}

extension SourceFormat {
  /// Who reads a format.
  enum Kind {
    case delimited
    case ndjson
    case message(any MessageFormat.Type)
  }

  /// Who reads it.
  var kind: Kind {
    switch self {
    case .delimited: .delimited
    case .ndjson: .ndjson
    case .nacha: .message(NACHA.self)
    case .fedwire: .message(Fedwire.self)
    case .swift: .message(SWIFTFormat.self)
    case .bai2: .message(BAI2Format.self)
    case .iso20022: .message(ISO20022Format.self)
    }
  }

  /// The message format; nil of those a profile describes.
  var message: (any MessageFormat.Type)? {
    guard case .message(let format) = kind else { return nil }
    return format
  }

  /// The message format a file is of, by its content; nil where it is of none.
  static func recognised(_ sample: MessageSample) -> SourceFormat? {
    allCases.first { $0.message?.recognises(sample) ?? false }
  }
}
