import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Rules about what customers share.
@Suite struct LinkRuleTests {
  private static func rulebook() throws -> Rulebook {
    try WrittenRules.rulebook(
      ["phone", "branch", "counterparty.address"].map { field in
        "link: \(field)\nwhen: [distinct customer of credit in 7 days >= 2]"
      }, about: "link")
  }

  private static func activity(_ field: LinkField, _ value: String) -> Activity {
    var activity = Activity(kind: .link, subject: field.key(of: value))
    for (number, customer) in ["A", "B", "C"].enumerated() {
      let posting = PostingMaker.posting(day: number + 1, cents: 10_000, identity: UInt64(number + 1))
      // The same text in every field: the key alone tells which of them is shared.
      activity.append(
        posting,
        texts: [
          .customer: customer, .phone: value, .branch: value, .counterpartyAddress: value, .device: value,
        ])
    }
    return activity
  }

  @Test func onlyRulesOfItsFieldReadALink() throws {
    let assessor = Assessor(rulebook: try Self.rulebook(), geography: Geography())
    func fired(_ field: LinkField) -> Set<String> {
      Set(
        assessor.assess(Self.activity(field, "5"), from: PostingMaker.firstDay) { _ in "" }.map(\.indicator))
    }
    #expect(fired(.phone) == ["R-0"])
    #expect(fired(.branch) == ["R-1"])
    #expect(fired(.counterpartyAddress) == ["R-2"])
    #expect(fired(.device) == [])
    let misses = NearMissFinder(assessor: assessor).nearMisses(of: Self.activity(.device, "5"))
    #expect(misses.isEmpty)
    #expect(SubjectProfile(of: Self.activity(.branch, "ATM 7")).identifier == "ATM 7")
  }

  /// Leaves' findings go up to the link their evidence names, and the link's rule finds them there.
  @Test func findingsRollUpToALink() throws {
    let leaf = """
      sets:
        sent: debit and counterparty.phone stated
      at: sent
      when: [count of sent in 7 days with same counterparty.phone >= 2]
      rolls up to: counterparty.phone
      role: possible_victim
      """
    let head = "typologies: [t]\nfamily: hub\nstrength: strong\nsources: [none]\n"
    let hub = RulebookFile(
      name: "hub.yaml",
      text: """
        indicator: HUB
        title: H
        about: link
        link: counterparty.phone
        \(head)sets:
          leaves: gathered R-0
        when: [distinct customer of leaves in 30 days >= 2]
        """)
    let rulebook = try WrittenRules.rulebook([leaf], reference: [hub])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    let rollUps = RollUps(rulebook: rulebook)
    var gathered: [GatheredFinding] = []
    for customer in ["A", "B"] {
      var activity = Activity(
        kind: .customer, subject: SubjectKey(kind: .customer, institution: 0, identifier: customer))
      for number in 1...2 {
        let posting = PostingMaker.posting(
          day: number, cents: 10_000, .debit, .p2p, identity: UInt64(number) + StableHash.hash(customer))
        activity.append(posting, texts: [.customer: customer, .counterpartyPhone: "555-0100"])
      }
      let findings = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
      gathered += rollUps.gathered(from: findings, of: SubjectProfile(of: activity))
    }
    let profile = try #require(gathered.first?.hub)
    #expect(profile.kind == "link" && profile.identifier == "555-0100")
    #expect(profile.subject == LinkField.counterpartyPhone.key(of: "555-0100").description)
    let found = HubAssessment(assessor: assessor).findings(at: profile, gathered: gathered)
    #expect(found.map(\.indicator) == ["HUB"])
  }

  @Test func hubsAreLookedAtOutsideAndAmongCustomers() throws {
    let rulebook = try WrittenRules.rulebook(
      ["when: [count of credit in 7 days >= 2]"], about: "hub")
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    for kind in SubjectKind.allCases {
      var activity = PostingMaker.activity(
        (1...3).map { PostingMaker.posting(day: $0, cents: 100, identity: UInt64($0)) })
      activity.kind = kind
      let isFound = !assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.isEmpty
      #expect(isFound == (kind != .link))
    }
  }
}
