import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// What the customer file says, against a slow reading of it.
@Suite struct CustomerRuleTests {
  static let atoms: [Atom] = [
    .openedWithin(days: 3), .openedWithin(days: 30), .isBusiness(true), .isBusiness(false),
    .trade(prefixes: ["7225", "81"]), .trade(prefixes: ["72"]), .occupation(lexicon: 0), .sharesAddress,
    .isEmployer, .states(.trade), .states([.opened, FieldSet(text: .counterpartyName)]), .states(.address),
    .fartherFromHome(metres: 1_000_000), .code(.homeZip, [60601...60601]), .direction(.credit),
  ]

  private static let names = ["La Luna Bar", "LA LUNA, BAR", "Sol", nil]
  private static let addresses = ["1 Main St.", "1 main st", "2 Elm", nil]

  private static func facts(_ random: inout SeededRandom) -> CustomerFacts? {
    if random.chance(percent: 15) { return nil }
    return CustomerFacts(
      opened: random.chance(percent: 70)
        ? PostingMaker.firstDay.advanced(by: random.below(30) - 20) : nil,
      isBusiness: [true, false, nil][random.below(3)],
      naics: ["722511", "72", "811", "238", nil][random.below(5)],
      occupation: ["Night WAITER", "waiters", "driver", nil][random.below(4)],
      employer: names[random.below(4)], address: addresses[random.below(4)],
      homeZip: [60601, 10001, nil][random.below(3)])
  }

  @Test(arguments: UInt64(1)...15)
  func atomsAgreeWithTheirDefinitions(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let lexicons = [Lexicon(name: "waiters", phrases: ["waiter"])]
    let rulebook = Rulebook(atoms: Self.atoms, rules: [], typologies: [], lexicons: lexicons, hash: "")
    let places: [UInt32: Geography.Place] = [
      100: .init(latitudeMicrodegrees: 40_700_000, longitudeMicrodegrees: -74_000_000),
      606: .init(latitudeMicrodegrees: 41_880_000, longitudeMicrodegrees: -87_630_000),
    ]
    let distance = DistanceTable(Geography(places: places))
    let evaluator = AtomEvaluator(rulebook: rulebook, distance: distance)
    for _ in 0..<40 {
      let facts = Self.facts(&random)
      let customer = evaluator.customer(facts)
      var activity = Activity()
      for posting in PostingMaker.random(4, days: 20, using: &random) {
        var texts: [TextField: String] = [:]
        texts[.counterpartyName] = Self.names[random.below(4)]
        texts[.counterpartyAddress] = Self.addresses[random.below(4)]
        activity.append(posting, texts: texts)
      }
      for position in activity.postings.indices {
        let posting = activity.postings[position]
        let bits = activity.texts.withUnsafeBytes { texts in
          evaluator.bits(
            of: posting, texts: UnsafeRawBufferPointer(rebasing: texts[Int(posting.textOffset)...]),
            customer: customer)
        }
        for (index, atom) in Self.atoms.enumerated() {
          #expect(
            bits.contains(AtomBits(atom: index)) == Self.holds(atom, position, activity, facts, distance),
            "seed \(seed), \(atom)")
        }
      }
    }
  }

  private static func holds(
    _ atom: Atom, _ position: Int, _ activity: Activity, _ facts: CustomerFacts?, _ distance: DistanceTable
  ) -> Bool {
    let posting = activity.postings[position]
    func same(_ own: String?, _ field: TextField) -> Bool {
      guard let own, let other = activity.text(field, at: position) else { return false }
      return Lexicon.folded(own) == Lexicon.folded(other)
    }
    switch atom {
    case .openedWithin(let days):
      guard let opened = facts?.opened else { return false }
      return posting.day >= opened && posting.day <= opened.advanced(by: days)
    case .isBusiness(let wanted): return facts?.isBusiness == wanted
    case .trade(let prefixes): return prefixes.contains { facts?.naics?.hasPrefix($0) ?? false }
    case .occupation:
      return facts?.occupation.map { Lexicon.folded($0).contains("waiter") && $0 != "waiters" } ?? false
    case .sharesAddress: return same(facts?.address, .counterpartyAddress)
    case .isEmployer: return same(facts?.employer, .counterpartyName)
    case .states(let fields): return posting.fields.union(facts?.fields ?? []).isSuperset(of: fields)
    case .fartherFromHome(let metres):
      return distance.metres(from: posting.zip, to: facts?.homeZip ?? 0).map { $0 > metres } ?? false
    case .code: return facts?.homeZip == 60601
    default: return posting.direction == .credit
    }
  }

  @Test func peersAreThoseOfTheTradeOnTheDay() throws {
    let reference = RulebookFile(
      name: "p.yaml",
      text: """
        peers: monthly_cash
        of: amounts
        sources: [none]
        steps:
          - from: 2026-03-05
            trades: {"7225": {median: 50 USD, 95th: 500 USD}}
          - from: 2020-01-01
            trades: {"72": {median: 10 USD, 95th: 100 USD}}
            occupations: {waiter: {median: 10 USD, 95th: 20 USD}}
        """)
    let rulebook = try WrittenRules.rulebook(
      ["when: [\"sum of cash in 1 day > peers' 95th monthly_cash\"]"], reference: [reference])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    /// 300 USD on 2 March, before the second step, and on 8 March, after it.
    func days(_ facts: CustomerFacts?) -> [String] {
      var activity = PostingMaker.activity([
        PostingMaker.posting(day: 1, cents: 30_000, identity: 1),
        PostingMaker.posting(day: 7, cents: 30_000, identity: 2),
      ])
      activity.facts = facts
      return assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.map(\.day)
    }
    #expect(days(CustomerFacts(naics: "722511")) == ["2026-03-02"])
    #expect(days(CustomerFacts(naics: "238", occupation: "Waiter, nights")) == ["2026-03-02"])
    #expect(days(CustomerFacts(naics: "238")) == [] && days(nil) == [])
  }

  @Test func contactsAreComparedAsPeopleWriteThem() throws {
    let list = RulebookFile(
      name: "c.yaml",
      text: """
        list: advertised
        of: contacts
        sources: [none]
        values: [202-555-0142, Someone@Example.com, "$Cash_Handle", "12 Elm Street, Apt. 3"]
        """)
    let bodies = ContactField.allCases.map { field in
      "when: [count of \(field.rawValue) in advertised in 7 days >= 1]"
    }
    let rulebook = try WrittenRules.rulebook(bodies, reference: [list])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    func fired(_ texts: [TextField: String], _ facts: CustomerFacts? = nil) -> [ContactField] {
      var activity = Activity(facts: facts)
      activity.append(PostingMaker.posting(day: 1, cents: 100, identity: 1), texts: texts)
      let found = Set(assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.map(\.indicator))
      return ContactField.allCases.indices.filter { found.contains("R-\($0)") }
        .map { ContactField.allCases[$0] }
    }
    for phone in ["2025550142", "+1 (202) 555-0142", "202.555.0142"] {
      #expect(fired([.phone: phone]) == [.customerPhone], "\(phone)")
      #expect(fired([.counterpartyPhone: phone]) == [.counterpartyPhone], "\(phone)")
      #expect(fired([:], CustomerFacts(phone: phone)) == [.customerPhone], "\(phone)")
    }
    #expect(fired([.phone: "2025550143"]) == [] && fired([.phone: "5550142"]) == [])
    #expect(fired([.phone: "2025550143"], CustomerFacts(phone: "2025550142")) == [])
    #expect(fired([.counterpartyAccount: "$cash-handle"]) == [.counterpartyAccount])
    #expect(fired([:], CustomerFacts(email: "someone@example.COM ")) == [.customerEmail])
    #expect(fired([:], CustomerFacts(email: "someone@example.org")) == [])
    #expect(fired([:], CustomerFacts(address: "12 elm street apt 3")) == [.customerAddress])
  }

  @Test func aMinorsFlagIsThatOfAPossibleVictim() throws {
    let rulebook = try WrittenRules.rulebook([
      "role: controller\nwhen: [count of credit in 7 days >= 1]",
      "role: facilitator\nwhen: [count of credit in 7 days >= 2]",
    ])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    func role(isMinor: Bool?) throws -> String {
      var activity = PostingMaker.activity(
        (1...3).map { PostingMaker.posting(day: $0, cents: 100, identity: UInt64($0)) })
      activity.facts = CustomerFacts(isMinor: isMinor)
      let profile = SubjectProfile(of: activity)
      #expect(try SubjectProfile(record: profile.record) == profile)
      let findings = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
      return try #require(FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings).first).role
    }
    #expect(try role(isMinor: true) == "possible_victim")
    #expect(try role(isMinor: false) == "controller" && role(isMinor: nil) == "controller")
  }

  @Test func customersAtOneAddressAreALink() throws {
    let rulebook = try WrittenRules.rulebook(
      [
        """
        when: [count of credit in 7 days with same address >= 2]
        rolls up to: address
        """
      ])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    var activity = PostingMaker.activity(
      (1...3).map { PostingMaker.posting(day: $0, cents: 100, identity: UInt64($0)) })
    activity.facts = CustomerFacts(address: "1 Main St")
    let findings = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
    for finding in findings {
      for measure in finding.measures {
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }
    let gathered = RollUps(rulebook: rulebook).gathered(from: findings, of: SubjectProfile(of: activity))
    #expect(Set(gathered.map(\.hub.subject)) == [LinkField.address.key(of: "1 Main St").description])
    activity.facts = nil
    #expect(assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.isEmpty)
  }

  @Test("The home that a distance is measured from stands in the evidence, whoever stated it")
  func evidenceShowsTheHome() {
    func homes(stated: UInt32, place: UInt32, file: UInt32?) -> [String?] {
      var random = SeededRandom(seed: 1)
      var activity = Activity(facts: file.map { CustomerFacts(homeZip: $0) })
      for var posting in PostingMaker.random(1, days: 1, using: &random) {
        (posting.homeZip, posting.zip) = (stated, place)
        activity.append(posting, texts: [:])
      }
      let writer = EvidenceWriter(activity: activity, fileName: { _ in "" })
      return activity.postings.indices.map { writer.row($0, customerFields: []).content.fields["home_zip"] }
    }
    #expect(homes(stated: 0, place: 60601, file: 2138) == ["02138"])
    #expect(homes(stated: 10001, place: 60601, file: 2138) == ["10001"])
    #expect(homes(stated: 0, place: 0, file: 2138) == [nil], "no place, no distance")
    #expect(homes(stated: 0, place: 60601, file: nil) == [nil])
  }
}
