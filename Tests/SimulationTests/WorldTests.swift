import Ledger
import Simulation
import Testing

@Suite("A simulated world")
struct WorldTests {
  static func plan(seed: UInt64 = 11, customers: Int = 250, days: Int = 30, perThousand: Double = 20)
    -> WorldPlan
  {
    WorldPlan(
      seed: seed, customers: customers, days: days, start: BusinessDay(ordinal: 20_514),
      operationsPerThousand: perThousand)
  }

  @Test("is the same for the same seed, and another for another")
  func repeats() throws {
    let first = try MadeWorld(Self.plan(customers: 150))
    let second = try MadeWorld(Self.plan(customers: 150))
    #expect(first.names == second.names)
    #expect(first.contents == second.contents)
    #expect(try MadeWorld(Self.plan(seed: 12, customers: 150)).contents != first.contents)
  }

  @Test("has balances that are the sums of its postings, account by account")
  func balances() throws {
    let world = try MadeWorld(Self.plan())
    var balances: [String: Int] = [:]
    for row in world.exports {
      let account = try #require(row["account_id"])
      let balance = try #require(cents(row["balance"]))
      let amount = try #require(cents(row["amount"]))
      #expect(amount > 0)
      let signed = row["direction"] == "credit" ? amount : -amount
      if let before = balances[account] {
        #expect(before + signed == balance, "seed 11, \(row["txn_id"] ?? "")")
      }
      balances[account] = balance
    }
    #expect(balances.count > 250)
  }

  @Test("numbers its postings and knows every account it names")
  func identities() throws {
    let world = try MadeWorld(Self.plan(seed: 5))
    let rows = world.exports
    #expect(rows.count == world.summary.rows)
    #expect(Set(rows.map { $0["txn_id"] }).count == rows.count)
    let accounts = Set(world.rows("customers.csv").map { $0["account_id"] })
    #expect(accounts.count == world.summary.accounts)
    #expect(rows.allSatisfy { accounts.contains($0["account_id"]) })
  }

  @Test("has a file for each business day and none for another")
  func nights() throws {
    let world = try MadeWorld(Self.plan(customers: 50, days: 20))
    let dates = world.names.filter { $0.hasPrefix("exports/") }.compactMap {
      BusinessDay($0.dropFirst(8).dropLast(4))
    }
    #expect(dates.count == world.summary.files)
    #expect(dates.allSatisfy { !$0.isClosed })
    #expect(dates == dates.sorted())
  }

  private func cents(_ text: String?) -> Int? {
    guard let text else { return nil }
    return Int(text.filter { $0 != "." })
  }
}
