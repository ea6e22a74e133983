import Ledger

/// The words of a profile and the built-in ones for direction, channel and purpose.
struct CodeTables {
  let directions: WordMemo
  let channels: WordMemo
  let purposes: WordMemo
  let recordTypes: WordMemo

  /// Whether the codes of `field` become numbers here; those of other fields replace its text.
  static func isTable(_ field: CanonicalField) -> Bool {
    field == .direction || field == .channel || field == .purpose || field == .recordType
  }

  init(_ codes: [CanonicalField: [String: String]]) {
    directions = Self.build(DirectionWords.table, codes[.direction])
    channels = Self.build(ChannelWords.table, codes[.channel])
    purposes = Self.build(PurposeWords.table, codes[.purpose])
    recordTypes = Self.build(RecordType.words, codes[.recordType])
  }

  /// The built-in words, overlaid with the profile's.
  private static func build(_ standard: WordTable, _ codes: [String: String]?) -> WordMemo {
    var table = standard
    for (word, meaning) in codes ?? [:] where word != "*" {
      if let value = number(meaning, standard) { table.set(word, value) }
    }
    return WordMemo(table, fallback: codes?["*"].flatMap { number($0, standard) })
  }

  private static func number(_ meaning: String, _ standard: WordTable) -> UInt16? {
    let bytes = Array(meaning.utf8)
    return bytes.withUnsafeBytes { standard.value(key: WordTable.key(FieldBytes($0).trimmed)) }
  }

  /// Checks that every meaning a profile gives is one of ours.
  static func check(_ codes: [CanonicalField: [String: String]]) throws(IngestError) {
    let tables: [(CanonicalField, WordTable)] = [
      (.direction, DirectionWords.table), (.channel, ChannelWords.table), (.purpose, PurposeWords.table),
      (.recordType, RecordType.words),
    ]
    for (field, table) in tables {
      for (word, meaning) in codes[field] ?? [:] where number(meaning, table) == nil {
        throw IngestError(
          code: .profileValue, why: "The profile maps \(field.rawValue) \(word) to \(meaning), which is none",
          remedy: "Use a canonical \(field.rawValue)")
      }
    }
  }
}
