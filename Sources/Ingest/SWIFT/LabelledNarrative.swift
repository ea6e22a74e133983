/// Field 86 in labelled parts between semicolons, as Polish banks write it: `Z RACH.: …; OD: …; TYT.: …; TNR: …`.
enum LabelledNarrative {
  private enum Label: String, CaseIterable {
    case fromAccount = "Z RACH.:"
    case toAccount = "NA RACH.:"
    case from = "OD:"
    case to = "DLA:"
    case title = "TYT.:"
    case number = "TNR:"
  }

  /// What the labels say; nil where there is no title.
  static func read(_ text: [UInt8]) -> StatementNarrative? {
    var narrative = StatementNarrative()
    var isTitled = false
    for part in text.split(separator: 0x3B) {
      let plain = FINText.trimmed(Array(part))
      guard let label = Label.allCases.first(where: { plain.starts(with: $0.rawValue.utf8) }) else {
        FINText.append(piece: plain, to: &narrative.memo)
        continue
      }
      let value = FINText.trimmed(Array(plain.dropFirst(label.rawValue.utf8.count)))
      switch label {
      case .fromAccount, .toAccount: narrative.account = value
      case .from, .to: takeParty(value, &narrative)
      case .title:
        isTitled = true
        narrative.memo = value + (narrative.memo.isEmpty ? [] : [0x20]) + narrative.memo
      case .number: break
      }
    }
    return isTitled ? narrative : nil
  }

  /// A name, and behind ` UL.` the street.
  private static func takeParty(_ value: [UInt8], _ narrative: inout StatementNarrative) {
    let street = Array(" UL.".utf8)
    let place = value.indices.first { value[$0...].starts(with: street) } ?? value.count
    narrative.name = FINText.trimmed(Array(value[..<place]))
    narrative.address = FINText.trimmed(Array(value[place...]))
  }
}
