import Foundation
import Ledger
import Testing

@testable import Ingest

/// Customer files as banks write them, and what is wrong with them.
@Suite struct CustomerFileTests {
  private func read(_ text: String, profile: CustomerProfile = CustomerProfile()) throws -> CustomerFile {
    try CustomerFile(try ByteSource(bytes: Array(text.utf8), name: "customers.csv"), profile: profile)
  }

  @Test func theColumnsOfSimulateAreRead() throws {
    let file = try read(
      """
      customer_id,account_id,name,kind,occupation,naics,street,city,state,zip,phone,email,employer,opened,branch_zip,minor
      C1,A2,"Ruiz, Ana",person,cook,,12 Elm Way,Houston,TX,77002,713-555-0101,Ana@Example.com,Diner,2024-03-31,77003,no
      C1,A1,"Ruiz, Ana",person,cook,,12 Elm Way,Houston,TX,77002,713-555-0101,ana@example.com,Diner,2021-05-01,77003,no
      C2,A3,Elm Nails LLC,business,,812113,9 Oak St,Houston,TX,77003-1234,,,,2023-01-02,77003,

      """)
    #expect(file.faults.isEmpty && file.notes.isEmpty && file.unread.isEmpty)
    #expect(file.rows == 3)
    let customer = try #require(file.customers.first)
    #expect(customer.identifier == "C1")
    #expect(customer.accounts == ["A1", "A2"])
    #expect(
      customer.facts
        == CustomerFacts(
          identifier: "C1", name: "Ruiz, Ana", opened: BusinessDay("2021-05-01"), isBusiness: false,
          occupation: "cook", employer: "Diner", address: "12 Elm Way, 77002", phone: "713-555-0101",
          email: "ana@example.com", homeZip: 77002, isMinor: false))
    #expect(file.customers[1].facts.isBusiness == true)
    #expect(file.customers[1].facts.naics == "812113")
    #expect(file.customers[1].facts.homeZip == 77003)
    #expect(file.customers[1].facts.isMinor == nil)
  }

  @Test func usualNamesDelimitersAndOrdersOfColumnsAreUnderstood() throws {
    let file = try read(
      "Open Date;Account Number;Customer Type;Postal Code;Address Line 1;Risk\n"
        + "20240331;0012;Individual;2108;1 Beacon St;low\n")
    let customer = try #require(file.customers.first)
    #expect(customer.identifier == "0012", "without a customer's key the account is the customer")
    #expect(customer.accounts == ["0012"])
    #expect(customer.facts.opened == BusinessDay("2024-03-31"))
    #expect(customer.facts.isBusiness == false)
    #expect(customer.facts.homeZip == 2108, "a lost leading zero is borne with")
    #expect(file.unread == ["Risk"])
  }

  @Test func aProfileNamesColumnsAndTheOrderOfDates() throws {
    let profile = try CustomerProfile(
      yaml: """
        dialect: {delimiter: tab, encoding: windows-1252}
        time: {order: d/m/y}
        institution: First
        fields: {customer_id: Kunde, opened: seit, zip: PLZ}
        """)
    #expect(profile.institution == "First")
    let file = try read("Kunde\tseit\tPLZ\tname\n7\t03/04/2024\t78040\tnot asked for\n", profile: profile)
    #expect(file.customers.first?.facts.opened == BusinessDay("2024-04-03"))
    #expect(file.customers.first?.facts.name == nil)
    #expect(file.unread == ["name"])
    let wrong = #expect(throws: IngestError.self) {
      try CustomerProfile(yaml: "fields: {zipp: a}", file: "p.yaml")
    }
    #expect(wrong?.remedy == "Did you mean `zip`?")
    let absent = #expect(throws: IngestError.self) { try read("Kunde\tseit\n", profile: profile) }
    #expect(absent?.code == .columnMissing)
  }

  @Test(arguments: [
    ("kind", "robot", "it is neither person nor business"),
    ("minor", "perhaps", "it is neither yes nor no"),
    ("naics", "nails", "it is no NAICS code"),
    ("naics", "1234567", "it is no NAICS code"),
    ("email", "ana.example.com", "it is no e-mail address"),
    ("opened", "2024-02-30", "it is no date that can be told"),
    ("opened", "03/04/2024", "it is no date that can be told"),
  ])
  func aWrongValueIsToldWithItsPlace(field: String, value: String, why: String) throws {
    let file = try read("account_id,\(field)\nA1,\nA2,\(value)\n")
    #expect(file.faultCount == 1)
    let fault = try #require(file.faults.first)
    #expect((fault.line, fault.field, fault.why) == (3, field, why))
    #expect(!fault.mend.isEmpty)
    #expect(file.customers.map(\.identifier) == ["A1"])
  }

  @Test func linesAreCountedThroughQuotedLineEnds() throws {
    let file = try read("account_id,street,kind\r\nA1,\"1 Elm\r\nWay\",person\r\n\r\nA2,x,robot\r\nA3,y\r\n")
    #expect(file.faults.map(\.line) == [5, 6])
    #expect(file.faults.map(\.field) == ["kind", "row"])
  }

  @Test func whatIsBorneWithIsNoted() throws {
    let file = try read(
      """
      customer_id,account_id,phone,zip,branch_zip
      C1,A1,n/a,K1A 0B1,
      C1,A1,555-0100,,
      C2,A1,555-0101,,78040
      C2,A4,555-0102,,78040

      """)
    #expect(file.faults.isEmpty)
    #expect(
      file.notes == [
        "phone says that nothing is known": 1,
        "zip is no code of the United States; no distance is told from it": 1,
        "an account of several customers is the first one's": 1,
        "zip is not stated; the home branch stands for it": 2,
        "rows of one customer differ in phone; the first counts": 1,
      ])
    #expect(file.customers.map(\.accounts) == [["A1"], ["A4"]])
    #expect(file.customers.map(\.facts.phone) == ["555-0100", "555-0101"])
  }

  @Test func aFileOfSomethingElseIsRefused() throws {
    let unbound = #expect(throws: IngestError.self) { try read("name,zip\nAna,78040\n") }
    #expect(unbound?.code == .fieldUnbound)
    let empty = #expect(throws: IngestError.self) { try read("") }
    #expect(empty?.code == .empty)
    let bytes = Array("account_id,name\nA1,Ana\nA2,".utf8) + [0xE9, 0x0A]
    let encoded = #expect(throws: IngestError.self) {
      try CustomerFile(try ByteSource(bytes: bytes, name: "c.csv"))
    }
    #expect(encoded?.code == .encodingUnsupported)
    #expect(encoded?.line == 3)
  }

  @Test func theSchemaNamesTheColumns() throws {
    let path = #filePath.replacing("Tests/IngestTests/Customers/CustomerFileTests.swift", with: "")
    let data = try Data(contentsOf: URL(filePath: path + "Schemas/customer.schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(CustomerField.allCases.map(\.rawValue)))
    for (name, property) in properties { #expect(property["description"] != nil, "\(name)") }
  }

  @Test func noNameOfAColumnIsClaimedTwice() {
    var owners: [String: CustomerField] = [:]
    for field in CustomerField.allCases {
      for name in [field.rawValue] + field.aliases {
        let owner = owners.updateValue(field, forKey: FieldCatalogue.normalised(name))
        #expect(owner == nil, "\(name): \(field)")
      }
    }
  }

  @Test func neitherCustomerNorAccountIsAFault() throws {
    let file = try read("customer_id,account_id,name\n,,Ana\n")
    #expect(file.faults.map(\.field) == ["customer_id"])
  }
}
