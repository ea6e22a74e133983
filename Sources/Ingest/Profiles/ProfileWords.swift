import Ledger
import Yams

/// The words of profiles that stand for bytes and orders, and those that codes may mean.
enum ProfileWords {
  static let delimiters: [String: UInt8] = [
    "comma": 0x2C, ",": 0x2C, "semicolon": 0x3B, ";": 0x3B, "tab": 0x09, "\t": 0x09, "pipe": 0x7C, "|": 0x7C,
  ]

  /// 0 stands for no quote.
  static let quotes: [String: UInt8] = [
    "double": 0x22, "\"": 0x22, "single": 0x27, "'": 0x27, "none": 0,
  ]

  static let decimalMarks: [String: UInt8] = ["point": 0x2E, ".": 0x2E, "comma": 0x2C, ",": 0x2C]

  static let dateOrders: [String: DateOrder] = {
    var words = Dictionary(uniqueKeysWithValues: DateOrder.allCases.map { ($0.rawValue, $0) })
    words["dmy"] = .dayMonthYear
    words["mdy"] = .monthDayYear
    words["ymd"] = .yearMonthDay
    return words
  }()

  /// The word for a byte, for writing.
  static func word(for byte: UInt8?, in words: [String: UInt8]) -> String {
    words.filter { $0.value == byte ?? 0 && $0.key.count > 1 }.keys.sorted().first ?? ""
  }

  /// Fails where a code is given a meaning the field cannot have.
  static func check(
    _ meaning: String, for field: CanonicalField, at node: Node, in section: ProfileSection
  ) throws(IngestError) {
    let known: [String]
    switch field {
    case .direction: known = Direction.allCases.map(\.name)
    case .channel: known = Channel.allCases.map(\.name)
    case .purpose: known = Purpose.allCases.map(\.name)
    default: return
    }
    if known.contains(meaning) { return }
    let near = nearestWord(to: meaning, among: known)
    throw section.fault(
      field.rawValue, node, "cannot mean `\(meaning)`",
      near.map { "Did you mean `\($0)`?" } ?? "Meanings: \(known.joined(separator: ", "))")
  }
}
