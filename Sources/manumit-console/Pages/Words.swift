/// A code as people read it: `in_review` as `in review`.
func spoken(_ code: String) -> String {
  String(code.map { $0 == "_" || $0 == "-" ? " " : $0 })
}

/// A number with its thousands apart: `12,345`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "−" + text : text
}

/// `2026-03-07T01:00:09Z` as `2026-03-07 01:00 UTC`.
func moment(_ stamp: String) -> String {
  guard stamp.count >= 16 else { return stamp }
  return stamp.prefix(10) + " " + stamp.dropFirst(11).prefix(5) + " UTC"
}
