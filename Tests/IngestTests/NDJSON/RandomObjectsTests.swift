import TestSupport
import Testing

@testable import Ingest

/// The fast reader of objects against the slow one, on random objects and on what random damage makes of them.
@Suite struct RandomObjectsTests {
  private static let written = ["id", "a.b", "a.c[1].d", "list[0]", "memo", "k\u{e9}y", "deep[2][0].x"]
  private static let paths = written.map { text -> [String] in
    if case .path(let components) = FieldSource.path(written: text) { components } else { [] }
  }
  private static let linesOfAGroup = 500

  @Test(arguments: 0..<10)
  func agreesWithTheSlowReader(group: Int) throws {
    var slow = ReferenceObjectReader(paths: Self.paths)
    var (read, refused) = (0, 0)
    for seed in (group * Self.linesOfAGroup)..<((group + 1) * Self.linesOfAGroup) {
      var random = SeededRandom(seed: UInt64(seed))
      let line = Self.line(&random)
      var wanted: Result<[String], ReferenceObjectReader.Fault>
      do throws(ReferenceObjectReader.Fault) {
        wanted = .success(try slow.read(line).map { String(decoding: $0, as: UTF8.self) })
        read += 1
      } catch {
        wanted = .failure(error)
        refused += 1
      }
      let text = String(decoding: line, as: UTF8.self)
      do {
        let values = try readJSON(line, Self.written)
        #expect((try? wanted.get()) == values, "seed \(seed): \(text)")
      } catch {
        let code = (error as? JSONFault)?.code.code
        if case .failure(let fault) = wanted, fault.code == code { continue }
        Issue.record("seed \(seed): \(code ?? "?") and not \(wanted): \(text)")
      }
    }
    #expect(read > 100 && refused > 100, "the lines must be of both kinds")
  }

  // MARK: Lines

  private static func line(_ random: inout SeededRandom) -> [UInt8] {
    var line = Array(object(&random, depth: 0).utf8)
    guard random.chance(percent: 60) else { return line }
    let hurtful: [[UInt8]] = [
      [0x22], [0x5C], [0x7B], [0x7D], [0x5B], [0x5D], [0x2C], [0x3A], [0x2D], [0x30], [0x65], [0], [0x1F],
      [0xFF],
      [0xC3], [0xED, 0xA0, 0x80], Array("\\ud83d".utf8), Array("\\u0000".utf8), Array("\"id\":1,".utf8),
      Array("1e61".utf8),
    ]
    for _ in 0...random.below(3) {
      let place = random.below(line.count + 1)
      switch random.below(3) {
      case 0: line.insert(contentsOf: hurtful[random.below(hurtful.count)], at: place)
      case 1: line.removeSubrange(place..<min(line.count, place + 1 + random.below(4)))
      default:
        line.replaceSubrange(place..<min(line.count, place + 1), with: hurtful[random.below(hurtful.count)])
      }
    }
    // Lines without anything are no records, and come to no reader.
    return line.isEmpty ? [0x20] : line
  }

  private static func object(_ random: inout SeededRandom, depth: Int) -> String {
    var keys = [
      "id", "a", "b", "c", "d", "x", "list", "memo", "k\\u00e9y", "kéy", "deep", "other", "\\ud800",
    ]
    keys.shuffle(using: &random)
    let members = (0..<random.below(7)).map { number -> String in
      let colon = random.chance(percent: 20) ? " :\t" : ":"
      return "\"\(keys[number])\"" + colon + value(&random, depth: depth + 1)
    }
    return "{" + members.joined(separator: random.chance(percent: 20) ? " , " : ",") + "}"
  }

  private static func value(_ random: inout SeededRandom, depth: Int) -> String {
    switch random.below(depth > 4 ? 7 : 11) {
    case 0: return ["true", "false", "null"][random.below(3)]
    case 1, 2: return number(&random)
    case 3...6: return text(&random)
    case 7, 8: return object(&random, depth: depth)
    default:
      let elements = (0..<random.below(4)).map { _ in value(&random, depth: depth + 1) }
      return "[" + elements.joined(separator: ",") + "]"
    }
  }

  private static func number(_ random: inout SeededRandom) -> String {
    let whole = random.chance(percent: 20) ? "0" : String(1 + random.below(100_000))
    var text = (random.chance(percent: 30) ? "-" : "") + whole
    if random.chance(percent: 50) { text += ".\(random.below(1000))" }
    if random.chance(percent: 40) {
      text +=
        ["e", "E"][random.below(2)] + ["", "+", "-"][random.below(3)]
        + String(random.below(random.chance(percent: 10) ? 99 : 9))
    }
    return text
  }

  private static func text(_ random: inout SeededRandom) -> String {
    let pieces = [
      "a", "plain words", "é", "語", "🙂", "\\n", "\\\"", "\\\\", "\\/", "\\u00E9", "\\ud83d\\ude00", "\\uD800",
      "\\b", "\u{7F}",
    ]
    return "\""
      + (0..<random.below(8)).map { _ in
        pieces[random.below(pieces.count - (random.chance(percent: 90) ? 3 : 0))]
      }.joined() + "\""
  }
}
