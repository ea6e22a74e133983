import Ledger
import Yams

/// Reads the examples of a rule: small tables, a posting a line.
struct ExampleReader {
  let source: SourceText
  let log: ErrorLog
  let about: SubjectKind
  let link: LinkField?
  let currency: Currency
  /// Without it the tables are passed over.
  let isWanted: Bool

  /// The sections of a rule's file that hold examples.
  private static let sections = ["fires", "silent"]

  /// The text of a file as far as it is not examples, where those come last, as they do in every shipped file: half
  /// of it is not read then. Lines before them stay where they are. O(n).
  static func withoutExamples(_ text: String) -> String {
    let bytes = text.utf8
    var cut: String.Index?
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      // A key of the whole file begins a line; what belongs to it is indented.
      if let first = bytes[line..<end].first, !" #\r\t".utf8.contains(first) {
        let isSection = sections.contains { bytes[line..<end].elementsEqual("\($0):".utf8) }
        cut = isSection ? cut ?? line : nil
      }
      line = end < bytes.endIndex ? bytes.index(after: end) : end
    }
    return cut.map { String(text[..<$0]) } ?? text
  }

  func read(_ reader: MappingReader) -> [Example] {
    Self.sections.flatMap { key in
      guard let section = reader.mapping(key, what: "`\(key)`", allowed: nil), isWanted else {
        return [Example]()
      }
      return section.all.compactMap { name, node in
        guard let table = section.scalar(node, of: name.string) else { return nil }
        do throws(RulebookError) {
          let activity = try ExampleTable(table, about: about, link: link, currency: currency).activity()
          return Example(
            name: name.string, mustFire: key == "fires", activity: activity, line: name.positions[0].line)
        } catch {
          log.report(error)
          return nil
        }
      }
    }
  }
}
