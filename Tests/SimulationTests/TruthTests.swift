import Ledger
import Simulation
import Testing

@Suite("The truth of a simulated world")
struct TruthTests {
  /// Few people and many operations, so that every kind is there and the test is quick.
  static func world(seed: UInt64) throws -> MadeWorld {
    try MadeWorld(
      WorldPlan(
        seed: seed, customers: 500, days: 60, start: BusinessDay(ordinal: 20_514), operationsPerThousand: 140)
    )
  }

  @Test("names nobody whom the exports or the customer file do not show", arguments: [3, 4] as [UInt64])
  func complete(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let customers = world.rows("customers.csv")
    let exports = world.exports
    var shown: [String: Set<String>] = [:]
    shown["customer"] = Set(customers.compactMap { $0["customer_id"] })
    shown["account"] = Set(customers.compactMap { $0["account_id"] })
    shown["phone"] = Set(customers.compactMap { $0["phone"] })
    shown["address"] = Set(customers.map { "\($0["street"] ?? ""), \($0["zip"] ?? "")" })
    shown["counterparty"] = Set(exports.compactMap { $0["counterparty_account"] })
    shown["device"] = Set(exports.compactMap { $0["device"] })
    shown["terminal"] = Set(exports.compactMap { $0["branch_id"] })
    for row in world.rows("truth/members.csv") + world.rows("truth/lookalikes.csv") {
      let kind = try #require(row["kind"])
      let identifier = try #require(row["identifier"])
      #expect(!identifier.isEmpty)
      #expect(
        shown[kind]?.contains(identifier) == true,
        "seed \(seed): \(row["operation"] ?? "") \(kind) \(identifier)")
    }
  }

  @Test("shows every customer with a part in an operation at work", arguments: [3, 4] as [UInt64])
  func active(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let active = Set(world.exports.compactMap { $0["customer_id"] })
    for row in world.rows("truth/members.csv") where row["kind"] == "customer" {
      #expect(active.contains(row["identifier"] ?? ""), "seed \(seed): \(row["operation"] ?? "")")
    }
  }

  @Test("calls nobody innocent who has a part in an operation", arguments: [3, 4] as [UInt64])
  func disjoint(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let members = Set(world.rows("truth/members.csv").map { $0["identifier"] })
    let innocent = world.rows("truth/lookalikes.csv")
    #expect(innocent.allSatisfy { !members.contains($0["identifier"]) }, "seed \(seed)")
    #expect(Set(innocent.map { $0["group"] }).count >= 50, "seed \(seed)")
  }

  @Test(
    "never allows possible victims and those who pay for them to be flagged", arguments: [3, 4] as [UInt64])
  func care(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let minors = Set(world.rows("customers.csv").filter { $0["minor"] == "yes" }.map { $0["customer_id"] })
    for row in world.rows("truth/members.csv") {
      let isSpared = row["role"] == "possible_victim" || row["role"] == "kin"
      #expect((row["flaggable"] == "no") == isSpared, "seed \(seed)")
      if minors.contains(row["identifier"]) { #expect(row["role"] == "possible_victim", "seed \(seed)") }
    }
  }

  @Test(
    "has operations of every typology and difficulty, each with somebody to find", arguments: [3] as [UInt64])
  func operations(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let operations = world.rows("truth/operations.csv")
    #expect(Set(operations.map { $0["typology"] }).count == 8, "seed \(seed)")
    #expect(Set(operations.map { $0["difficulty"] }).count == 3, "seed \(seed)")
    let findable = Set(
      world.rows("truth/members.csv").filter { $0["flaggable"] == "yes" }.map { $0["operation"] })
    #expect(operations.allSatisfy { findable.contains($0["operation"]) }, "seed \(seed)")
    for row in operations {
      let first = try #require(row["first_day"])
      let last = try #require(row["last_day"])
      #expect(first < last, "seed \(seed)")
    }
  }

  @Test(
    "has as many operation accounts as were asked for, give or take an operation", arguments: [5.0, 20, 60])
  func baseRate(perThousand: Double) throws {
    let world = try MadeWorld(
      WorldPlan(
        seed: 8, customers: 600, days: 8, start: BusinessDay(ordinal: 20_514),
        operationsPerThousand: perThousand))
    let wanted = Double(world.summary.accounts) * perThousand / 1000
    #expect(
      abs(Double(world.summary.operationAccounts) - wanted) <= 9, "seed 8, \(perThousand) in a thousand")
    let members = world.rows("truth/members.csv").filter {
      $0["flaggable"] == "yes" && ($0["kind"] == "account" || $0["kind"] == "counterparty")
    }
    #expect(members.count == world.summary.operationAccounts)
  }
}
