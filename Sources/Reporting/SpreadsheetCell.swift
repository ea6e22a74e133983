/// A text as a cell of CSV (RFC 4180) that a person may open in a spreadsheet: in quotes where it must be, and what a
/// spreadsheet would take for a formula is made text by an apostrophe.
///
/// Looks at scalars, not at characters: `=` and `"` stay what they are to a spreadsheet when an accent is put on them.
public func spreadsheetCell(_ text: String) -> String {
  let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
  guard isFormula || text.unicodeScalars.contains(where: quotedScalars.contains) else { return text }
  var cell = isFormula ? "\"'" : "\""
  for scalar in text.unicodeScalars {
    if scalar == "\"" { cell.unicodeScalars.append(scalar) }
    cell.unicodeScalars.append(scalar)
  }
  cell.unicodeScalars.append("\"")
  return cell
}

/// OWASP, "CSV Injection": what begins a formula, in full width too, and what spreadsheets pass over before one.
private let formulaStarts: Set<Unicode.Scalar> = [
  "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
]

private let quotedScalars: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
