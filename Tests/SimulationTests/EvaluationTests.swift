import Ledger
import Simulation
import Testing

@Suite("Scoring flags against the truth")
struct EvaluationTests {
  /// Two operations: one with a hub of two accounts, a device and a victim; one with an outside payee and kin.
  static func truth() throws -> KnownTruth {
    try KnownTruth(
      customers: """
        customer_id,account_id,minor
        HUB,A1,no
        HUB,A2,no
        VICTIM,A3,no
        KIN,A4,no
        BAND,A5,no
        CHILD,A6,yes
        PLAIN,A7,no

        """,
      operations: """
        operation,typology,difficulty,first_day,last_day
        OP-1,labor-trafficking,blatant,2026-03-02,2026-05-01
        OP-2,human-smuggling,careful,2026-03-10,2026-05-01

        """,
      members: """
        operation,kind,identifier,role,layer,flaggable
        OP-1,customer,HUB,controller,hub,yes
        OP-1,account,A1,controller,hub,yes
        OP-1,account,A2,controller,hub,yes
        OP-1,device,dev-1,controller,hub,yes
        OP-1,customer,VICTIM,possible_victim,leaf,no
        OP-1,address,"12 Elm St, 78040",controller,hub,yes
        OP-2,counterparty,9001,controller,hub,yes
        OP-2,customer,KIN,kin,leaf,no

        """,
      lookalikes: "group,kind,identifier\ntouring artists,customer,BAND\ntouring artists,customer,CHILD\n")
  }

  static func flag(
    _ identifier: String, kind: String = "customer", role: String = "facilitator", score: Double = 0.5,
    typology: String = "labor-trafficking", day: Int32 = 20_520, victims: [String] = []
  ) -> FlagRecord {
    FlagRecord(
      kind: kind, identifier: identifier, typology: typology, role: role, score: score,
      since: BusinessDay(ordinal: day), victims: victims)
  }

  @Test("counts an account as its customer, once")
  func accounts() throws {
    let result = Evaluation(
      [Self.flag("A1", kind: "account"), Self.flag("A2", kind: "account"), Self.flag("HUB")],
      against: try Self.truth())
    #expect(result.flagged == 1)
    #expect(result.precision == .init(count: 1, total: 1))
    #expect(result.recall == .init(count: 1, total: 2))
    #expect(result.operations == .init(count: 1, total: 2))
    #expect(result.averagePrecision == 0.5)
  }

  @Test("takes a device or an address of an operation for a find, and no account")
  func links() throws {
    let result = Evaluation(
      [Self.flag("dev-1", kind: "device"), Self.flag("12 Elm St, 78040", kind: "address")],
      against: try Self.truth())
    #expect(result.precision == .init(count: 2, total: 2))
    #expect(result.recall.count == 0)
    #expect(result.operations.count == 1)
    #expect(Evaluation([Self.flag("dev-9", kind: "device")], against: try Self.truth()).precision.total == 1)
  }

  @Test("lets a victim be named as one, and never suspected")
  func victims() throws {
    let named = Evaluation([Self.flag("VICTIM", role: "possible_victim")], against: try Self.truth())
    #expect(named.precision == .init(count: 0, total: 0))
    #expect(named.leafFlags == 1)
    #expect(named.victimsNamed == .init(count: 1, total: 1))
    #expect(named.neverEvents.values.allSatisfy { $0 == 0 })
    let suspected = Evaluation(
      [
        Self.flag("VICTIM"), Self.flag("A4", kind: "account", role: "unknown"),
        Self.flag("CHILD", role: "buyer"),
      ],
      against: try Self.truth())
    #expect(suspected.precision == .init(count: 0, total: 3))
    #expect(suspected.neverEvents == [.victimSuspected: 1, .kinSuspected: 1, .minorSuspected: 1])
  }

  @Test("says which innocent are flagged, by group")
  func lookalikes() throws {
    let result = Evaluation(
      [Self.flag("BAND"), Self.flag("PLAIN"), Self.flag("9001", kind: "counterparty")],
      against: try Self.truth())
    #expect(result.lookalikes == ["touring artists": .init(count: 1, total: 2)])
    #expect(result.otherFalse == 1)
    #expect(result.byTypology["human-smuggling"] == .init(count: 1, total: 1))
    #expect(result.byTypologyNamed["human-smuggling"] == .init(count: 0, total: 1))
    #expect(
      result.byDifficulty == ["blatant": .init(count: 0, total: 1), "careful": .init(count: 1, total: 1)])
  }

  @Test("reads as many flags as the budget, the wrong first where scores are equal")
  func budget() throws {
    let flags = [
      Self.flag("HUB", score: 0.9), Self.flag("9001", kind: "counterparty", score: 0.7),
      Self.flag("PLAIN", score: 0.7),
    ]
    let result = Evaluation(flags, against: try Self.truth())
    #expect(result.budget == 2)
    #expect(result.precisionAtBudget == .init(count: 1, total: 2))
    #expect(result.operationsAtBudget == .init(count: 1, total: 2))
    #expect(abs(result.averagePrecision - (1 + 2.0 / 3) / 2) < 1e-12)
    #expect(Evaluation(flags, against: try Self.truth(), budget: 3).operationsAtBudget.count == 2)
  }

  @Test("takes the middle of the days to the first flag of each operation")
  func days() throws {
    let start = try #require(BusinessDay(year: 2026, month: 3, day: 2)).ordinal
    let flags = [
      Self.flag("HUB", day: start + 20), Self.flag("dev-1", kind: "device", day: start + 5),
      Self.flag("9001", kind: "counterparty", day: start + 18),
    ]
    #expect(Evaluation(flags, against: try Self.truth()).medianDaysToDetection == 7.5)
    #expect(Evaluation([], against: try Self.truth()).medianDaysToDetection == nil)
  }

  @Test("gives full marks to whoever knows the truth of a simulated world")
  func perfect() throws {
    let world = try TruthTests.world(seed: 3)
    let truth = try KnownTruth(
      customers: world.text("customers.csv"), operations: world.text("truth/operations.csv"),
      members: world.text("truth/members.csv"), lookalikes: world.text("truth/lookalikes.csv"))
    let flags = world.rows("truth/members.csv").map { row in
      Self.flag(
        row["identifier"] ?? "", kind: row["kind"] ?? "", role: row["role"] ?? "",
        score: row["flaggable"] == "yes" ? 0.9 : 0.1)
    }.filter { $0.role != "kin" }
    let result = Evaluation(flags, against: truth)
    #expect(result.averagePrecision == 1)
    #expect(result.recall.value == 1)
    #expect(result.precisionAtBudget.value == 1)
    #expect(result.operations.value == 1)
    #expect(result.victimsNamed.value == 1)
    #expect(result.neverEvents.values.allSatisfy { $0 == 0 })
    #expect(result.lookalikes.values.allSatisfy { $0.count == 0 })
  }

  @Test("refuses a truth without its columns, and names them")
  func missing() throws {
    #expect(throws: EvaluationError.self) {
      try KnownTruth(
        customers: "customer_id,account_id\nC,A\n", operations: "", members: "", lookalikes: "")
    }
  }

  @Test("writes the same numbers as lines and as JSON")
  func output() throws {
    let result = Evaluation([Self.flag("HUB"), Self.flag("BAND", score: 0.1)], against: try Self.truth())
    #expect(result.lines.contains("precision          0.500 (1 of 2)"))
    #expect(result.json.contains("\"precision\":{\"count\":1,\"total\":2,\"value\":0.500}"))
    #expect(result.json.contains("\"touring artists\":{\"count\":1,\"total\":2,\"value\":0.500}"))
  }
}
