/// What was made of the beginning of a file: a profile, why, and what only a person can answer.
///
/// Depends on the bytes alone: the same sample gives the same proposal on every machine.
public struct Proposal: Sendable, Equatable {
  /// The profile as far as evidence goes.
  ///
  /// Nothing in it is a guess; what is undecided is a question.
  public var profile: Profile
  /// Names of the columns, or paths of an NDJSON object; empty where there is no header.
  public var columns: [String]
  /// What the profile rests on, a sentence each, for people.
  public var evidence: [String]
  /// What the file does not say.
  public var questions: [OpenQuestion]
  /// How much to trust it.
  public var confidence: Confidence
  /// Whether the file would be read otherwise without a profile that says more than its format.
  public var needsProfile: Bool

  /// How much a proposal is to be trusted.
  public enum Confidence: String, Sendable, Comparable {
    /// Few rows, no header, or a question without whose answer most records would be rejected.
    case low
    /// Something is open that not every record depends on, or a field was found by its content.
    case medium
    case high

    /// In the order of trust.
    public static func < (left: Confidence, right: Confidence) -> Bool { left.order < right.order }

    private var order: Int { self == .low ? 0 : self == .medium ? 1 : 2 }
  }
}

extension Proposal {
  /// For a message format, which says itself what its fields mean.
  init(message format: SourceFormat, _ sample: MessageSample) {
    var profile = Profile()
    profile.format = format
    self.init(
      profile: profile, columns: [],
      evidence: ["It is \(format.message?.title ?? format.rawValue), by its content."],
      questions: OpenQuestion.ofMessages(format, sample), confidence: .high, needsProfile: false)
  }
}

/// Something only a person knows, and where to write the answer.
public struct OpenQuestion: Sendable, Hashable {
  /// Stable, lower case with hyphens: `time-zone`.
  public var code: String
  /// One or two plain sentences.
  public var text: String

  /// A question by code and text.
  public init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}

extension OpenQuestion {
  /// What messages of this format leave open.
  static func ofMessages(_ format: SourceFormat, _ sample: MessageSample) -> [OpenQuestion] {
    guard let message = format.message, message.namesBothBanks(sample) else { return [] }
    return [
      OpenQuestion(
        code: "institution",
        text:
          "Its payments are between banks; say by --institution (BICs and routing numbers) which of them you are."
      )
    ]
  }
}

extension IngestError.Code {
  /// A known format that this version does not read.
  public static let formatNotRead = Self(rawValue: "format-not-read")
  /// Bytes that are no text.
  public static let notText = Self(rawValue: "not-text")
  /// A readable table or list of objects that holds no transactions.
  public static let noTransactions = Self(rawValue: "no-transactions")
}
