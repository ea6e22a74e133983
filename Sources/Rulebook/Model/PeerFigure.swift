public import Ledger

/// What others of the same trade or occupation do: one figure of the reference data, read at one quantile.
public struct PeerFigure: Hashable, Sendable {
  /// Name of the figure: `monthly_cash_credits`.
  public var name: String
  public var quantile: Quantile
  public var kind: ValueKind
  /// Steps by first day, oldest first; before the first step the first holds.
  public var steps: [Step]

  /// Where a customer would stand among its peers.
  public enum Quantile: String, Hashable, Sendable, CaseIterable {
    case median
    case ninetyFifth = "95th"
  }

  /// The values in force from a day on.
  public struct Step: Hashable, Sendable {
    public var from: BusinessDay
    /// By the beginning of a trade's code.
    public var trades: [String: Int64]
    /// By words of an occupation, letters folded.
    public var occupations: [String: Int64]

    public init(from: BusinessDay, trades: [String: Int64], occupations: [String: Int64]) {
      self.from = from
      self.trades = trades
      self.occupations = occupations
    }
  }

  public init(name: String, quantile: Quantile, kind: ValueKind, steps: [Step]) {
    self.name = name
    self.quantile = quantile
    self.kind = kind
    self.steps = steps
  }

  /// The figure of a customer's peers on a day: of the longest beginning of the trade that is listed, else of
  /// the longest occupation listed whose words occur in the customer's; nil where neither is.
  ///
  /// - Parameter occupation: folded, as `Lexicon.folded` does it.
  public func value(trade: String?, occupation: String?, on day: BusinessDay) -> Int64? {
    guard let step = steps.last(where: { $0.from <= day }) ?? steps.first else { return nil }
    if var code = trade {
      while !code.isEmpty {
        if let value = step.trades[code] { return value }
        code.removeLast()
      }
    }
    guard let occupation else { return nil }
    let words = " \(occupation) "
    let match = step.occupations.keys.filter { words.contains(" \($0) ") }
      .max { ($0.utf8.count, $1) < ($1.utf8.count, $0) }
    return match.flatMap { step.occupations[$0] }
  }
}
