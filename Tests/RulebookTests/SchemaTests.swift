import Foundation
import Ledger
import Testing

@testable import Rulebook

/// The schema that editors read, against the reader that decides.
@Suite("The schema of rulebook files")
struct SchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func definitions() throws -> [String: Any] {
    let data = try Data(contentsOf: root.appending(path: "Schemas/rulebook.schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(schema["$defs"] as? [String: Any])
  }

  private static func properties(_ kind: String) throws -> [String: Any] {
    let definition = try #require(try definitions()[kind] as? [String: Any], "no definition of \(kind)")
    #expect(definition["additionalProperties"] as? Bool == false)
    return try #require(definition["properties"] as? [String: Any])
  }

  private static func choices(_ kind: String, _ key: String) throws -> Set<String> {
    let property = try #require(try properties(kind)[key] as? [String: Any])
    return Set(try #require(property["enum"] as? [String]))
  }

  @Test("knows every key that the reader takes, and no other")
  func keys() throws {
    let read: [String: [String]] = [
      "indicator": ["indicator"] + RuleReader.keys, "mitigation": ["mitigation"] + RuleReader.keys,
      "notObservable": ["indicator", RuleReader.blindKey] + RuleReader.headKeys,
      "list": ReferenceReader.listKeys, "lexicon": ReferenceReader.lexiconKeys,
      "threshold": ReferenceReader.thresholdKeys, "peers": PeersReader.keys,
      "typology": TypologyReader.keys,
    ]
    for (kind, keys) in read {
      #expect(Set(try Self.properties(kind).keys) == Set(keys), "\(kind)")
    }
  }

  @Test("knows every word that may stand under a key")
  func words() throws {
    let links = LinkField.allCases.map(\.rawValue)
    for kind in ["indicator", "mitigation"] {
      #expect(try Self.choices(kind, "about") == Set(SubjectKind.allCases.map(\.name) + ["hub", "flagged"]))
      #expect(try Self.choices(kind, "link") == Set(links))
      #expect(try Self.choices(kind, "strength") == Set(Strength.allCases.map(\.rawValue)))
      #expect(try Self.choices(kind, "role") == Set(Role.allCases.map(\.rawValue)))
      #expect(try Self.choices(kind, "rolls up to") == Set(links + ["counterparty", "customer"]))
    }
    #expect(
      try Self.choices("list", "of") == Set(ReferenceData.ListKind.allCases.map(\.rawValue)))
  }

  @Test("covers every key of every shipped file")
  func shippedFiles() throws {
    let log = ErrorLog()
    let files = RulebookFile.all(in: Rulebook.shippedDirectory, shownAs: "Shipped", layer: 0, log: log)
      .filter { $0.path.hasSuffix(".yaml") }
    #expect(files.count > 40 && log.errors.isEmpty)
    for file in files {
      let keys = file.text.split(separator: "\n").compactMap { line -> String? in
        guard let first = line.first, first.isLetter, let colon = line.firstIndex(of: ":") else { return nil }
        return String(line[..<colon])
      }
      let kind = try #require(
        keys.contains(RuleReader.blindKey)
          ? "notObservable" : keys.first { $0 != "title" && $0 != "sources" }, "\(file.path)")
      #expect(Set(keys).isSubset(of: Set(try Self.properties(kind).keys)), "\(file.path)")
    }
  }

  @Test("says of every key what it means, or is a plain text")
  func descriptions() throws {
    for kind in ["indicator", "notObservable"] {
      let described = try Self.properties(kind).filter { key, value in
        let property = value as? [String: Any]
        return property?["description"] != nil || property?["$ref"] != nil
          || property?["additionalProperties"] != nil
      }
      #expect(described.count == (try Self.properties(kind)).count, "\(kind)")
    }
  }
}
