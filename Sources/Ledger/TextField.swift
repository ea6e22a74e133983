/// The texts a posting may carry, in the order they are stored.
public enum TextField: UInt8, CaseIterable, Sendable {
  /// The source's own transaction id.
  case identifier = 0
  case account
  /// The bank's key for the customer, where it gives one.
  case customer
  case customerName
  /// The outside account, handle or address on the other side.
  case counterpartyAccount
  case counterpartyName
  case counterpartyBank
  case memo
  /// Who handed the cash over, or asked for it.
  case conductor
  case device
  case phone
  case employer
  /// End-to-end or payment reference.
  case reference
  /// Branch or terminal.
  case branch
  case counterpartyAddress
  case counterpartyPhone

  /// The bit of this field in a text mask.
  @inlinable
  public var bit: UInt16 { 1 << UInt16(rawValue) }

  /// How many fields there are.
  public static let count = 16

  /// A single text is cut to this many bytes: evidence must be readable, and a record's size bounded.
  public static let maximumBytes = 1024
}

extension TextField {
  /// The field's name in canonical files, in the database and in reports.
  public var canonicalName: String { FieldSet.catalogue[Int(rawValue)].name }
}
