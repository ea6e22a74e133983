public import Ledger
import Rulebook

/// What customers of one trade or one occupation do, gathered customer by customer.
///
/// Of every customer the months are taken in which anything was paid in, counted back from the last remembered day in
/// periods of 30 days; the median of them is the customer's own figure, so that one strange month says nothing. The figures
/// of a group are quantiles over its customers.
public struct PeerSurvey: Sendable {
  /// A month, for this purpose.
  public static let periodDays = 30
  /// A group of fewer customers says more about them than about their trade, and is left out.
  public static let fewestPeers = 20

  /// Amounts in other currencies are passed over.
  public let currency: Currency
  private let lastDay: Int
  /// Whole periods between the first and the last remembered day.
  public let periods: Int
  private var trades: [String: [Customer]] = [:]
  private var occupations: [String: [Customer]] = [:]
  /// Customers that were counted.
  public private(set) var customers = 0

  /// A customer's own figures, by `PeerMeasure`.
  private typealias Customer = [Int64]

  /// - Parameters:
  ///   - firstDay: the first day of which all postings are remembered.
  ///   - lastDay: the last one.
  public init(firstDay: BusinessDay, lastDay: BusinessDay, currency: Currency) {
    self.currency = currency
    self.lastDay = Int(lastDay.ordinal)
    periods = (Int(lastDay.ordinal) - Int(firstDay.ordinal) + 1) / Self.periodDays
  }

  /// Counts a customer of whom a trade or an occupation is known. O(postings).
  public mutating func add(_ activity: Activity) {
    guard activity.kind == .customer, let facts = activity.facts,
      facts.naics != nil || facts.occupation != nil
    else { return }
    var months = [Month](repeating: Month(), count: max(periods, 0))
    for posting in activity.postings
    where posting.direction == .credit && posting.purpose != .ownTransfer
      && posting.currency == currency.letters
    {
      let month = (lastDay - Int(posting.day.ordinal)) / Self.periodDays
      guard lastDay >= Int(posting.day.ordinal), month < months.count else { continue }
      months[month].credits += posting.amount
      if posting.channel == .cash { months[month].cashCredits += posting.amount }
    }
    months.removeAll { $0.credits <= 0 }
    guard !months.isEmpty else { return }
    customers += 1
    let own = PeerMeasure.allCases.map { measure in
      Self.quantile(months.map { measure.value(credits: $0.credits, cashCredits: $0.cashCredits) }, 50)
    }
    if let code = facts.naics, code.utf8.count >= 2 {
      for length in 2...min(code.utf8.count, 6) {
        trades[String(code.prefix(length)), default: []].append(own)
      }
    }
    if let occupation = facts.occupation.map(Lexicon.folded), !occupation.isEmpty {
      occupations[occupation, default: []].append(own)
    }
  }

  private struct Month {
    var credits: Int64 = 0
    var cashCredits: Int64 = 0
  }

  /// Adds what another survey of the same days counted.
  public mutating func add(_ other: PeerSurvey) {
    customers += other.customers
    trades.merge(other.trades, uniquingKeysWith: +)
    occupations.merge(other.occupations, uniquingKeysWith: +)
  }

  /// The figures of every group that is large enough.
  public func table(of measure: PeerMeasure) -> PeerTable {
    PeerTable(
      measure: measure, currency: currency, trades: figures(trades, measure),
      occupations: figures(occupations, measure))
  }

  private func figures(_ groups: [String: [Customer]], _ measure: PeerMeasure) -> [String: PeerTable.Figures]
  {
    groups.filter { $0.value.count >= Self.fewestPeers }.mapValues { customers in
      let values = customers.map { $0[measure.rawValue] }
      return PeerTable.Figures(
        median: Self.quantile(values, 50), ninetyFifth: Self.quantile(values, 95), customers: values.count)
    }
  }

  /// By nearest rank: the smallest value that so many of a hundred do not exceed. Exact, and one that occurred.
  static func quantile(_ values: [Int64], _ percent: Int) -> Int64 {
    let rank = (values.count * percent + 99) / 100
    return values.sorted()[max(rank, 1) - 1]
  }
}

/// A figure that customers are compared by; raw values count from 0.
public enum PeerMeasure: Int, CaseIterable, Sendable {
  case monthlyCredits
  case monthlyCashCredits
  case cashShare

  /// As rules name it.
  public var name: String {
    switch self {
    case .monthlyCredits: "monthly_credits"
    case .monthlyCashCredits: "monthly_cash_credits"
    case .cashShare: "cash_share"
    }
  }

  public var title: String {
    switch self {
    case .monthlyCredits: "Everything paid in within 30 days, by trade or occupation"
    case .monthlyCashCredits: "Currency paid in within 30 days, by trade or occupation"
    case .cashShare: "Currency as a part of everything paid in within 30 days, by trade or occupation"
    }
  }

  /// Minor units, or basis points. `credits` is more than 0.
  func value(credits: Int64, cashCredits: Int64) -> Int64 {
    switch self {
    case .monthlyCredits: credits
    case .monthlyCashCredits: cashCredits
    case .cashShare: Int64(Int128(cashCredits) * 10_000 / Int128(credits))
    }
  }
}

/// One figure of all groups.
public struct PeerTable: Hashable, Sendable {
  public var measure: PeerMeasure
  public var currency: Currency
  /// By the beginning of a trade's code.
  public var trades: [String: Figures]
  /// By occupation, letters folded.
  public var occupations: [String: Figures]

  /// Minor units, or basis points, and of how many customers.
  public struct Figures: Hashable, Sendable {
    public var median: Int64
    public var ninetyFifth: Int64
    public var customers: Int

    public init(median: Int64, ninetyFifth: Int64, customers: Int) {
      self.median = median
      self.ninetyFifth = ninetyFifth
      self.customers = customers
    }
  }

  public init(
    measure: PeerMeasure, currency: Currency, trades: [String: Figures], occupations: [String: Figures]
  ) {
    self.measure = measure
    self.currency = currency
    self.trades = trades
    self.occupations = occupations
  }
}
