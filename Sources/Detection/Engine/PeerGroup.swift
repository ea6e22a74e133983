import Ledger
import Rulebook

/// Whom a customer is compared with: by trade, else by occupation.
struct PeerGroup {
  private var trade: String?
  /// Folded as word lists are.
  private var occupation: String?

  /// Nobody.
  init() {}

  init(_ facts: CustomerFacts?) {
    trade = facts?.naics
    occupation = facts?.occupation.map {
      String(decoding: FoldedText.fold($0).dropFirst().dropLast(), as: UTF8.self)
    }
  }

  /// What peers do on a day; nil where nothing is known of them.
  func value(of figure: PeerFigure, on day: BusinessDay) -> Int64? {
    figure.value(trade: trade, occupation: occupation, on: day)
  }
}
