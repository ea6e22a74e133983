/// What each canonical field means and what other exports call it.
///
/// The descriptions are those of `Schemas/transaction.schema.json`; a test holds the two together. Aliases
/// were collected from real exports of banks and payment services in several languages. A file whose
/// headers are canonical names or aliases needs no profile.
public struct FieldDescription: Sendable {
  /// The field.
  public var field: CanonicalField
  /// One sentence for people who prepare an export.
  public var summary: String
  /// Header names seen in the wild, best first: where two columns answer, the earlier alias wins.
  public var aliases: [String]
}

/// The catalogue of canonical fields.
public enum FieldCatalogue {
  /// Every field, in the order of `CanonicalField`.
  public static let all: [FieldDescription] = CanonicalField.allCases.map { field in
    FieldDescription(field: field, summary: FieldSummaries.of(field), aliases: FieldAliases.of(field))
  }

  /// The field that a header names, and how good the match is; nil where nothing matches.
  ///
  /// 0 for the canonical name, then the rank of the alias. Case, spaces and punctuation do not matter.
  public static func match(header: String) -> (field: CanonicalField, rank: Int)? {
    index[normalised(header)]
  }

  /// Letters and digits of a header, in lower case: `Posting Date` and `posting_date` are one name.
  public static func normalised(_ header: String) -> String {
    var result = ""
    for scalar in header.unicodeScalars where scalar.properties.isAlphabetic || isDigit(scalar) {
      result += scalar.properties.lowercaseMapping
    }
    return result
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Every normalised name with its field.
  ///
  /// Canonical names are entered first and are never displaced.
  private static let index: [String: (field: CanonicalField, rank: Int)] = {
    var table: [String: (field: CanonicalField, rank: Int)] = [:]
    for field in CanonicalField.allCases { table[normalised(field.rawValue)] = (field, 0) }
    for entry in all {
      for (offset, alias) in entry.aliases.enumerated() {
        let name = normalised(alias)
        if table[name] == nil { table[name] = (entry.field, offset + 1) }
      }
    }
    return table
  }()

  /// Whether the header speaks of the payer of a transfer between two accounts (`orig_acct`).
  ///
  /// Together with a payee column the record is a transfer seen from neither side.
  public static func isPayer(header: String) -> Bool { payers.contains(normalised(header)) }

  /// Whether the alias speaks of the payee of such a transfer.
  public static func isPayee(header: String) -> Bool { payees.contains(normalised(header)) }

  private static let payers = Set(FieldAliases.payerAccounts.map(normalised))
  private static let payees = Set(FieldAliases.payeeAccounts.map(normalised))
}
