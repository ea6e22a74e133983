import Foundation
import Testing

@testable import Ingest

/// The published schema and the catalogue say the same.
@Suite struct TransactionSchemaTests {
  private func schema() throws -> [String: Any] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appendingPathComponent("Schemas/transaction.schema.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func itsPropertiesAreTheCanonicalFields() throws {
    let properties = try #require(try schema()["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(CanonicalField.allCases.map(\.rawValue)))
    for entry in FieldCatalogue.all {
      let description = properties[entry.field.rawValue]?["description"] as? String
      #expect(description == entry.summary, "\(entry.field.rawValue)")
    }
  }

  @Test func itNamesItsDialectAndForbidsTheUnknown() throws {
    let schema = try schema()
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["additionalProperties"] as? Bool == false)
  }
}
