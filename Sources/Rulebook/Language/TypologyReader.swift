import Yams

/// Reads a typology, and checks what only all of them together can tell.
struct TypologyReader {
  static let keys = ["typology", "title", "sources", "window", "threshold", convergesKey]
  private static let convergesKey = "converges with"

  let log: ErrorLog

  /// A typology, with where it names others.
  struct Outcome {
    var typology: Typology
    var name: Fragment
    /// The names of `typology.convergesWith`, group by group.
    var converging: [[Fragment]]
  }

  /// - Returns: nil, and errors logged, where something is wrong.
  func typology(_ reader: MappingReader, name: Fragment) -> Outcome? {
    let title = reader.text("title", required: true)
    let sources = reader.fragments("sources", required: true).map(\.string)
    let window = reader.fragment("window", required: true)
    let threshold = reader.fragment("threshold", required: true)
    let converging = groups(reader, name: name)
    guard let title, let window, let threshold else { return nil }
    guard case .duration(let milliseconds) = ParameterReader.literal(window, log: log),
      case let days = milliseconds / ExpressionParser.millisecondsPerDay, (1...90).contains(days)
    else {
      log.report(window.error(.badValue, at: 0, "`window` is 1 to \(Window.maximumDays) days"))
      return nil
    }
    guard let points = Int(threshold.string), points > 0 else {
      log.report(threshold.error(.badValue, at: 0, "`threshold` is a whole number of points"))
      return nil
    }
    return Outcome(
      typology: Typology(
        id: name.string, title: title, sources: sources, windowDays: Int(days), threshold: points,
        convergesWith: converging.map { $0.map(\.string) }),
      name: name, converging: converging)
  }

  /// The groups of typologies it converges with: one name, or several in brackets, an entry.
  private func groups(_ reader: MappingReader, name: Fragment) -> [[Fragment]] {
    guard let node = reader.node(Self.convergesKey) else { return [] }
    let groups: [[Fragment]] =
      if case .sequence(let entries) = node {
        entries.map { entry in
          guard case .sequence(let alternatives) = entry else {
            return reader.scalar(entry, of: Self.convergesKey).map { [$0] } ?? []
          }
          return alternatives.compactMap { reader.scalar($0, of: Self.convergesKey) }
        }
      } else {
        reader.scalar(node, of: Self.convergesKey).map { [[$0]] } ?? []
      }
    if groups.count < 2 {
      log.report(
        name.error(
          .badValue, at: 0, "`\(Self.convergesKey)` of `\(name.string)` needs two typologies",
          hint: "one typology meets another; those in one pair of brackets count as one"))
    }
    return groups
  }

  /// That all which is named exists, is named once, and converges with nothing itself.
  func check(_ outcomes: [Outcome]) {
    let known = outcomes.map(\.typology.id)
    let plain = outcomes.filter(\.converging.isEmpty).map(\.typology.id)
    for outcome in outcomes {
      var seen: Set<String> = []
      for fragment in outcome.converging.joined() {
        if !known.contains(fragment.string) {
          log.report(
            fragment.error(
              .unknownName, at: 0, "there is no typology `\(fragment.string)`",
              hint: Vocabulary.hint(
                for: fragment.string, among: plain,
                otherwise: "typologies are " + plain.joined(separator: ", "))))
        } else if !plain.contains(fragment.string) {
          log.report(
            fragment.error(
              .badValue, at: 0, "`\(fragment.string)` is itself one in which others meet",
              hint: "name the typologies that meet there"))
        } else if !seen.insert(fragment.string).inserted {
          log.report(fragment.error(.duplicate, at: 0, "`\(fragment.string)` is named twice"))
        }
      }
    }
  }
}
