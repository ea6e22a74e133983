/// Field 86 in code words between slashes, as Dutch banks write it: `/EREF/…/BENM//NAME/…/REMI/…` (Betaalvereniging
/// Nederland, MT940 structured; SWIFT User Handbook, MT940, field 86, codes).
enum SlashNarrative {
  private static let codes: Set<String> = [
    "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "MARF", "CSID", "ORDP", "BENM", "ULTC", "ULTB", "ULTD",
    "ADDR",
    "ISDT", "CNTP", "PREF", "PURP", "RTRN", "RTYP", "TRCD", "SVCL", "OCMT", "CHGS", "EXCH", "INIT", "IREF",
  ]

  /// What the codes say; nil where there are none.
  static func read(_ text: [UInt8]) -> StatementNarrative? {
    let parts = parts(text)
    guard !parts.isEmpty else { return nil }
    var narrative = StatementNarrative()
    var (remittance, beside) = ([UInt8](), [UInt8]())
    var isUltimate = false
    for (code, value) in parts {
      switch code {
      case "ULTC", "ULTB", "ULTD":
        isUltimate = true
        FINText.append(piece: value, to: &beside)
      case "ORDP", "BENM":
        isUltimate = false
        if narrative.name.isEmpty { narrative.name = value }
      case "NAME":
        if isUltimate { FINText.append(piece: value, to: &beside) } else { narrative.name = value }
      case "IBAN": narrative.account = value
      case "BIC": narrative.bank = value
      case "ADDR": if !isUltimate { narrative.address = value }
      case "EREF": narrative.reference = value
      case "CNTP": takeCounterparty(value, &narrative)
      case "REMI": FINText.append(piece: withoutForm(value), to: &remittance)
      case "PURP": narrative.purpose = value.starts(with: "CD/".utf8) ? Array(value.dropFirst(3)) : value
      case "TRTP": FINText.append(piece: value, to: &beside)
      default: break
      }
    }
    // Where nothing is called remittance, all of it is what is known.
    narrative.memo = remittance.isEmpty && narrative.name.isEmpty ? text : remittance
    if !remittance.isEmpty || !narrative.name.isEmpty { FINText.append(piece: beside, to: &narrative.memo) }
    return narrative
  }

  /// Codes and their values, without slashes around them.
  private static func parts(_ text: [UInt8]) -> [(code: String, value: [UInt8])] {
    var parts: [(code: String, value: [UInt8])] = []
    var begun: (code: String, start: Int)?
    var index = 0
    while index < text.count {
      guard text[index] == 0x2F, let code = code(text, index + 1) else {
        index += 1
        continue
      }
      if let begun { parts.append((begun.code, value(text[min(begun.start, index)..<index]))) }
      begun = (code, index + 2 + code.utf8.count)
      // The slash behind a code may be the one before the next.
      index += 1 + code.utf8.count
    }
    if let begun { parts.append((begun.code, value(text[min(begun.start, text.count)...]))) }
    return parts
  }

  /// The code between the slash before `start` and another.
  private static func code(_ text: [UInt8], _ start: Int) -> String? {
    for length in 3...4 where start + length < text.count && text[start + length] == 0x2F {
      let word = String(decoding: text[start..<(start + length)], as: UTF8.self)
      if codes.contains(word) { return word }
    }
    return nil
  }

  private static func value(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard let first = text.firstIndex(where: { $0 != 0x2F }), let last = text.lastIndex(where: { $0 != 0x2F })
    else { return [] }
    return FINText.trimmed(Array(text[first...last]))
  }

  /// `account/BIC/name/city`.
  private static func takeCounterparty(_ value: [UInt8], _ narrative: inout StatementNarrative) {
    let parts = value.split(separator: 0x2F, omittingEmptySubsequences: false).map { Array($0) }
    if !parts.isEmpty { narrative.account = parts[0] }
    if parts.count > 1 { narrative.bank = parts[1] }
    if parts.count > 2 { narrative.name = parts[2] }
    if parts.count > 3 { narrative.address = parts[3] }
  }

  /// Remittance without the words that say whether it is structured.
  private static func withoutForm(_ value: [UInt8]) -> [UInt8] {
    for form in ["USTD//", "STRD/CUR/", "STRD/"] where value.starts(with: form.utf8) {
      return Array(value.dropFirst(form.utf8.count))
    }
    return value
  }
}
