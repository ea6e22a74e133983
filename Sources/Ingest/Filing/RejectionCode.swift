/// Why a record could not be accepted: a stable code and the sentence that explains it.
///
/// Formats add their own in extensions.
public struct RejectionCode: Hashable, Sendable {
  /// Lower case with hyphens.
  public let code: String
  /// What was expected, in one plain sentence; never the record's content.
  public let reason: String
  /// Whether nothing is wrong with the record: it is just no booked payment of ours (a prenote, an instruction). Such
  /// records count towards no limit of rejections.
  public let isSetAside: Bool

  public init(_ code: String, _ reason: String, isSetAside: Bool = false) {
    self.code = code
    self.reason = reason
    self.isSetAside = isSetAside
  }
}

extension RejectionCode {
  public static let quoteUnclosed = RejectionCode(
    "quote-unclosed",
    "A quote opens and never closes; the record was taken to end with its first line.")
  public static let quoteMalformed = RejectionCode(
    "quote-malformed", "A closing quote must be followed by a delimiter or the end of the line.")
  public static let recordTooLong = RejectionCode(
    "record-too-long", "The record is longer than \(IngestLimits.recordBytes) bytes.")
  public static let tooManyFields = RejectionCode(
    "too-many-fields", "The record has more than \(IngestLimits.fields) fields.")
  public static let fieldCount = RejectionCode(
    "field-count", "The record has another number of fields than the header.")
  public static let invalidUtf8 = RejectionCode(
    "invalid-utf8", "The record is not valid UTF-8; if the file is in another encoding, say so in a profile.")
  public static let nulByte = RejectionCode(
    "nul-byte", "The record holds a NUL byte, which no text may contain.")
  public static let excludedByProfile = RejectionCode(
    "excluded-by-profile", "The profile sets such records aside.")

  public static let missing = RejectionCode("field-missing", "A value is required here and there is none.")
  public static let amountUnreadable = RejectionCode(
    "amount-unreadable", "The amount is not a decimal number in the format of this source.")
  public static let amountTooLarge = RejectionCode(
    "amount-too-large", "The amount exceeds \(IngestLimits.minorUnits) minor units.")
  public static let amountDecimals = RejectionCode(
    "amount-decimals", "The amount has more decimals than its currency.")
  public static let amountTwice = RejectionCode(
    "amount-twice", "Both the debit and the credit column hold an amount.")
  public static let currencyUnreadable = RejectionCode(
    "currency-unreadable", "A currency is a code of three letters.")
  public static let currencyMissing = RejectionCode(
    "currency-missing", "No currency is stated in the record, the profile or the run (--currency).")
  public static let currencyContradicted = RejectionCode(
    "currency-contradicted", "The currency beside the amount is not that of the currency field.")
  public static let directionUnreadable = RejectionCode(
    "direction-unreadable", "The direction is neither credit nor debit, nor a code the profile explains.")
  public static let dateUnreadable = RejectionCode(
    "date-unreadable", "The date is not in a form this source is known to use.")
  public static let dateImpossible = RejectionCode("date-impossible", "No calendar has this date.")
  public static let dateAmbiguous = RejectionCode(
    "date-ambiguous", "Day and month cannot be told apart; a profile must state the order (date-order).")
  public static let timeUnreadable = RejectionCode("time-unreadable", "The time of day cannot be read.")
  public static let zoneMissing = RejectionCode(
    "time-zone-missing",
    "The time carries no zone; give the zone of the source in a profile or with --time-zone.")
  public static let zoneUnreadable = RejectionCode(
    "time-zone-unreadable", "The time zone is neither an offset, nor a name known to the system.")
  public static let olderThanRemembered = RejectionCode(
    "older-than-remembered", "The date lies before the span of time that is remembered.")
  public static let datedInFuture = RejectionCode("dated-in-future", "The date lies in the future.")
  public static let originalMissing = RejectionCode(
    "original-missing",
    "A reversal, return or correction must name what it is about: original_id, or its own txn_id; a part its original_id."
  )
  public static let recordTypeUnknown = RejectionCode(
    "record-type-unknown",
    "The record type is neither posting, reversal, return nor correction, nor a code the profile explains.")
  public static let balanceUnreadable = RejectionCode(
    "balance-unreadable", "The balance is not a decimal number in the format of this source.")
}

/// What was wrong with a record, and in which field.
public struct BindingFault: Error, Hashable, Sendable {
  /// The code.
  public var code: RejectionCode
  /// The field at fault; nil where it is the record as a whole.
  public var field: CanonicalField?

  public init(_ code: RejectionCode, _ field: CanonicalField? = nil) {
    self.code = code
    self.field = field
  }
}

/// The limits of a record, each with its reason.
public enum IngestLimits {
  /// Longest record. Honest ones take some hundred bytes; an unclosed quote must not swallow a file.
  public static let recordBytes = 1 << 20
  /// Most fields in a record. The widest core-banking extracts have some hundreds.
  public static let fields = 2048
  /// Largest amount in minor units: ten trillion dollars. Above it sums over a night could leave 64 bits.
  public static let minorUnits: Int64 = 1_000_000_000_000_000
  /// Longest header in bytes.
  public static let headerBytes = 1 << 18
  /// How much larger than its compressed form a source may be. gzip cannot exceed 1032, and transaction
  /// exports compress by about ten; zstd has no limit of its own.
  public static let decompressionRatio = 1100
  /// Decompressed bytes before the ratio is looked at.
  public static let decompressionGrace = 64 << 20
  /// Rejections a sink holds until they are fetched; a run stops long before.
  public static let heldRejections = 100_000
  /// Records set aside that a sink holds of each run for people to look at; all are counted.
  public static let heldSetAside = 1000
}
