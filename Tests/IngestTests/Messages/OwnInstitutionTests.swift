import Testing

@testable import Ingest

@Suite struct OwnInstitutionTests {
  private func owns(_ list: [String], _ identifier: String) -> Bool {
    Array(identifier.utf8).withUnsafeBytes { OwnInstitution(named: list).owns(FieldBytes($0)) }
  }

  @Test func anyBranchAndTerminalOfABICIsOurs() {
    for bank in ["BANKUS33", "bankus33", "BANKUS33XXX", "BANKUS33NYC", "BANKUS33AXXX", " BANKUS33 "] {
      #expect(owns(["BANKUS33"], bank), "\(bank)")
      #expect(owns(["First Bank", "BANKUS33XXX"], bank), "\(bank)")
    }
    for bank in ["BANKUS34", "BANKGB33", "BANKUS3", "", "021000021"] { #expect(!owns(["BANKUS33"], bank)) }
  }

  @Test func aRoutingNumberIsOursWithoutItsCheckDigit() {
    #expect(owns(["021000021"], "021000021") && owns(["021000021"], "02100002"))
    #expect(!owns(["021000021"], "02100003") && !owns(["021000021"], "0210000"))
  }

  @Test func aNameIdentifiesNothing() {
    #expect(OwnInstitution(named: ["First Bank"]).isUnknown)
    #expect(OwnInstitution(named: []).isUnknown)
    #expect(owns(["First Bank", "CH123"], "CH123") && !owns(["First Bank", "CH123"], "First Bank"))
  }

  @Test func aProfileMayListThem() throws {
    let profile = try Profile(yaml: "institution: [First Bank, BANKUS33, \"021000021\"]\n")
    #expect(profile.institution == "First Bank")
    #expect(profile.own == OwnInstitution(["BANKUS33", "021000021"]))
    #expect(try Profile(yaml: profile.yaml) == profile)
    let single = try Profile(yaml: "institution: BANKUS33\n")
    #expect(single.institution == "BANKUS33" && single.own == OwnInstitution(["BANKUS33"]))
    #expect(try Profile(yaml: single.yaml) == single)
  }
}
