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
