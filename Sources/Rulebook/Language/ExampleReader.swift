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

  func read(_ reader: MappingReader) -> [Example] {
    ["fires", "silent"].flatMap { key in
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
