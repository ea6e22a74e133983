/// Where a red flag stands: `FIN-2023-Alert001 page 7 flag 1 (primary)`.
public struct Citation: Hashable, Sendable {
  /// `FIN-2023-Alert001`.
  public var document: String
  /// `page 7 flag 1`; empty where the whole document is meant.
  public var place: String
  /// `primary`, `secondary`, `memory`: how well it was read; nil where that is not said.
  public var grade: String?

  /// Words that begin the place in a document.
  private static let places: Set<Substring> = [
    "page", "pages", "flag", "flags", "indicator", "indicators", "note", "notes", "paragraph", "appendix",
    "section", "sections", "table", "box", "chapter", "annex", "part",
  ]
  private static let grades: Set<Substring> = ["primary", "secondary", "memory", "default"]

  /// Takes a source apart as rules write it. Whatever it says, nothing of it is lost.
  public init(_ source: String) {
    var words = source.split(separator: " ")
    grade = nil
    if let last = words.last, last.hasPrefix("("), last.hasSuffix(")"),
      Self.grades.contains(last.dropFirst().dropLast())
    {
      grade = String(last.dropFirst().dropLast())
      words.removeLast()
    }
    var depth = 0
    var cut = words.count
    var lastOpening: Int?
    for (index, word) in words.enumerated() {
      if depth == 0, word.hasPrefix("(") { lastOpening = index }
      let isPlace = Self.places.contains(word)
      // A place within parentheses belongs to what the parentheses say of the document.
      if isPlace, depth + word.count(where: { $0 == "(" }) == 0 {
        cut = index
        break
      }
      if isPlace, let lastOpening, lastOpening > 0 {
        cut = lastOpening
        break
      }
      depth += word.count(where: { $0 == "(" }) - word.count(where: { $0 == ")" })
    }
    if cut == 0 { cut = words.count }
    var name = words[..<cut].joined(separator: " ")
    if name.hasSuffix(",") { name.removeLast() }
    document = name
    place = words[cut...].joined(separator: " ")
  }
}
