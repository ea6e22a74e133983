public import Ledger

/// What a world is made of.
public struct WorldPlan: Sendable {
  /// The same seed, the same bytes.
  public var seed: UInt64
  /// Customers beside those of the operations.
  public var customers: Int
  public var days: Int
  public var start: BusinessDay
  /// Accounts of operations among a thousand accounts.
  public var operationsPerThousand: Double
  /// All exports in one file instead of one a business day.
  public var isOneFile: Bool

  public init(
    seed: UInt64, customers: Int, days: Int, start: BusinessDay, operationsPerThousand: Double = 1,
    isOneFile: Bool = false
  ) {
    self.seed = seed
    self.customers = customers
    self.days = days
    self.start = start
    self.operationsPerThousand = operationsPerThousand
    self.isOneFile = isOneFile
  }
}

/// How large a world became.
public struct WorldSummary: Sendable, Equatable {
  public var rows = 0
  public var files = 0
  public var customers = 0
  public var accounts = 0
  public var operations = 0
  /// Accounts, at the bank or outside, of those whom it is right to flag.
  public var operationAccounts = 0
  public var lookalikes = 0
}

/// A bank with invented customers, some of whom do what the published cases describe.
public enum World {
  /// Makes the world of `plan` and writes its files into `sink`, a night at a time.
  ///
  /// - Complexity: O(rows); memory for the customers and one night.
  public static func make(_ plan: WorldPlan, into sink: some WorldSink) throws -> WorldSummary {
    let bank = Bank(seed: plan.seed, first: plan.start, days: plan.days)
    Population.settle(bank, customers: plan.customers)
    Underworld.settle(bank, perThousand: plan.operationsPerThousand)
    var files = WorldFiles(sink, first: plan.start, isOneFile: plan.isOneFile)
    for index in 0..<plan.days {
      let night = bank.live(day: index)
      try files.book(night, on: bank.today)
    }
    try files.writeCustomers(of: bank)
    try files.writeTruth(bank.truth)
    try files.finish()
    return WorldSummary(
      rows: files.rows, files: files.files, customers: bank.customers.count,
      accounts: bank.customers.reduce(0) { $0 + $1.accounts.count }, operations: bank.truth.operations.count,
      operationAccounts: Underworld.accounts(in: bank.truth), lookalikes: bank.truth.lookalikes.count)
  }
}
