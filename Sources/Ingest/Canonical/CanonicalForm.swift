/// How canonical records are written: what any of the formats is converted to.
public enum CanonicalForm: String, CaseIterable, Sendable {
  /// One JSON object a line; absent fields are left out.
  case ndjson
  /// RFC 4180 with a header of all columns.
  case csv
}
