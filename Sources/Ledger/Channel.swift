/// How money moved.
public enum Channel: UInt8, CaseIterable, Sendable, Codable {
  /// Not stated, or none of the others.
  case other = 0
  /// Currency over the counter, in a night safe, or by armoured car.
  case cash
  /// Currency at a machine.
  case atm
  case wire
  case ach
  /// Person to person: cash apps, Zelle, e-transfers.
  case p2p
  case card
  case check
  /// A load of, or a payment from, prepaid access.
  case prepaid
  /// A purchase or sale of convertible virtual currency.
  case crypto
  /// Money orders, cashier's and traveller's checks.
  case instrument
  /// Between two accounts of one institution.
  case book

  /// The name used in canonical files and in the rulebook.
  public var name: String { String(describing: self) }

  /// The channel of a canonical name.
  public init?(name: some StringProtocol) {
    guard let match = Self.byName[String(name)] else { return nil }
    self = match
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// Which way money moved, seen from the bank's customer.
public enum Direction: UInt8, CaseIterable, Sendable {
  /// Into the customer's account.
  case credit = 0
  /// Out of it.
  case debit = 1

  /// The name used in canonical files and in the rulebook.
  public var name: String { self == .credit ? "credit" : "debit" }
}

/// What a payment was for, where the institution's own codes say so.
public enum Purpose: UInt8, CaseIterable, Sendable {
  /// Not stated.
  case unstated = 0
  /// Wages or salary.
  case payroll
  /// A government benefit or a tax refund.
  case benefit
  /// Between two accounts of the same customer.
  case ownTransfer
  case refund
  case loan
  case rent
  case tuition
  case tax
  case fee
  /// The card or account was opened, closed or verified; no economic payment.
  case verification

  /// The name used in canonical files and in the rulebook: `own_transfer` for `ownTransfer`.
  public var name: String { self == .ownTransfer ? "own_transfer" : String(describing: self) }

  /// The purpose of a canonical name.
  public init?(name: some StringProtocol) {
    guard let match = Self.byName[String(name)] else { return nil }
    self = match
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
