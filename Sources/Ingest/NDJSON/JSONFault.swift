/// Why a line is no record: what was found, and the slot it would have filled where one is at fault.
struct JSONFault: Error, Equatable {
  /// The kinds of fault, each with a rejection code of its own.
  enum Kind: UInt8 {
    case malformed, trailing, tooDeep, notAnObject, array, invalidUTF8, duplicateKey, notScalar
    case loneSurrogate, nulCharacter, hugeExponent
  }

  var kind: Kind
  /// Index of the binder's slot; -1 where the line as a whole is at fault.
  var slot = -1

  /// The rejection a reader of the report sees.
  var code: RejectionCode {
    switch kind {
    case .malformed: .jsonMalformed
    case .trailing: .jsonTrailing
    case .tooDeep: .jsonTooDeep
    case .notAnObject: .jsonNotAnObject
    case .array: .jsonArray
    case .invalidUTF8: .invalidUtf8
    case .duplicateKey: .jsonDuplicateKey
    case .notScalar: .jsonNotScalar
    case .loneSurrogate: .jsonLoneSurrogate
    case .nulCharacter: .nulByte
    case .hugeExponent: .jsonHugeExponent
    }
  }
}

extension RejectionCode {
  /// The line breaks the grammar of RFC 8259.
  public static let jsonMalformed = RejectionCode("json-malformed", "The line is not valid JSON.")
  /// A complete object, and then something else.
  public static let jsonTrailing = RejectionCode(
    "json-trailing", "Something follows the object on its line; each line must hold one object.")
  /// Nesting beyond the limit.
  public static let jsonTooDeep = RejectionCode(
    "json-too-deep", "The line nests objects or arrays deeper than \(JSONLimits.depth) levels.")
  /// A string, number or literal on a line of its own.
  public static let jsonNotAnObject = RejectionCode(
    "json-not-an-object", "The line is not a JSON object; each line must hold one object.")
  /// An array where an object is expected.
  public static let jsonArray = RejectionCode(
    "json-array",
    "The line is or begins an array; each line must hold one object (jq -c '.[]' turns an array into lines).")
  /// Two values for one field that is read.
  ///
  /// Duplicates of keys nobody reads do no harm.
  public static let jsonDuplicateKey = RejectionCode(
    "json-duplicate-key", "A key that is read here occurs twice, so that its value is in doubt.")
  /// An object or array where a text or number is expected.
  public static let jsonNotScalar = RejectionCode(
    "json-not-scalar", "An object or array stands where a text, number or true/false is expected.")
  /// Half of a surrogate pair in a text that is read.
  public static let jsonLoneSurrogate = RejectionCode(
    "json-lone-surrogate", "A text holds half of a surrogate pair, which is no character.")
  /// An exponent no amount has.
  public static let jsonHugeExponent = RejectionCode(
    "json-huge-exponent", "The exponent of a number is beyond \(JSONLimits.exponent).")
}

/// The limits of a line, each with its reason.
enum JSONLimits {
  /// Deepest nesting: bounds the stack.
  ///
  /// Payment messages turned into JSON nest some fifteen levels.
  static let depth = 128
  /// Largest exponent, either way: bounds the digits written out.
  ///
  /// The largest amount has sixteen.
  static let exponent = 60
}
