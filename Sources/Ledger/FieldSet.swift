/// Which facts a posting, a file or a rule has or needs: the reason an indicator can or cannot be evaluated.
public struct FieldSet: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt64
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The bits of the texts come first, in the order of `TextField`.
  @inlinable
  public init(text field: TextField) { rawValue = 1 << UInt64(field.rawValue) }

  public static let timeOfDay = FieldSet(rawValue: 1 << 16)
  public static let state = FieldSet(rawValue: 1 << 17)
  public static let zip = FieldSet(rawValue: 1 << 18)
  public static let county = FieldSet(rawValue: 1 << 19)
  public static let homeZip = FieldSet(rawValue: 1 << 20)
  public static let counterparty = FieldSet(rawValue: 1 << 21)
  public static let counterpartyState = FieldSet(rawValue: 1 << 22)
  public static let counterpartyCountry = FieldSet(rawValue: 1 << 23)
  public static let merchantCategory = FieldSet(rawValue: 1 << 24)
  public static let purpose = FieldSet(rawValue: 1 << 25)
  public static let balance = FieldSet(rawValue: 1 << 26)
  public static let channel = FieldSet(rawValue: 1 << 27)
  // What only the customer file says.
  public static let opened = FieldSet(rawValue: 1 << 28)
  public static let customerType = FieldSet(rawValue: 1 << 29)
  public static let trade = FieldSet(rawValue: 1 << 30)
  public static let occupation = FieldSet(rawValue: 1 << 31)
  public static let customerEmployer = FieldSet(rawValue: 1 << 32)
  public static let address = FieldSet(rawValue: 1 << 33)
  public static let customerPhone = FieldSet(rawValue: 1 << 34)
  public static let email = FieldSet(rawValue: 1 << 35)
  /// Trade or occupation: whom a customer is compared with.
  public static let peerGroup = FieldSet(rawValue: 1 << 36)

  /// The names of canonical fields, in a fixed order, for reports.
  public var names: [String] {
    FieldSet.catalogue.filter { contains($0.set) }.map(\.name)
  }

  /// Every field with its canonical name.
  public static let catalogue: [(set: FieldSet, name: String)] = [
    (FieldSet(text: .identifier), "txn_id"), (FieldSet(text: .account), "account_id"),
    (FieldSet(text: .customer), "customer_id"), (FieldSet(text: .customerName), "customer_name"),
    (FieldSet(text: .counterpartyAccount), "counterparty_account"),
    (FieldSet(text: .counterpartyName), "counterparty_name"),
    (FieldSet(text: .counterpartyBank), "counterparty_bank"), (FieldSet(text: .memo), "memo"),
    (FieldSet(text: .conductor), "conductor"), (FieldSet(text: .device), "device"),
    (FieldSet(text: .phone), "phone"), (FieldSet(text: .employer), "employer"),
    (FieldSet(text: .reference), "payment_reference"), (FieldSet(text: .branch), "branch_id"),
    (FieldSet(text: .counterpartyAddress), "counterparty_address"),
    (FieldSet(text: .counterpartyPhone), "counterparty_phone"), (.timeOfDay, "time of day in timestamp"),
    (.state, "branch_state"), (.zip, "branch_zip"), (.county, "branch_county"), (.homeZip, "home_zip"),
    (.counterparty, "counterparty_account or counterparty_name"),
    (.counterpartyState, "counterparty_state"), (.counterpartyCountry, "counterparty_country"),
    (.merchantCategory, "mcc"), (.purpose, "purpose"), (.balance, "balance"), (.channel, "channel"),
    (.opened, "opening day in customer file"), (.customerType, "type in customer file"),
    (.trade, "trade in customer file"), (.occupation, "occupation in customer file"),
    (.customerEmployer, "employer in customer file"), (.address, "address in customer file"),
    (.customerPhone, "phone in customer file"), (.email, "e-mail in customer file"),
    (.peerGroup, "trade or occupation in customer file"),
  ]
}

extension Posting {
  /// The facts this posting states.
  @inlinable
  public var fields: FieldSet {
    var set = UInt64(textMask)
    if flags.contains(.timeKnown) { set |= FieldSet.timeOfDay.rawValue }
    if state != .none { set |= FieldSet.state.rawValue }
    if zip != 0 { set |= FieldSet.zip.rawValue }
    if county != 0 { set |= FieldSet.county.rawValue }
    if homeZip != 0 { set |= FieldSet.homeZip.rawValue }
    if counterparty != 0 { set |= FieldSet.counterparty.rawValue }
    if counterpartyState != .none { set |= FieldSet.counterpartyState.rawValue }
    if counterpartyCountry != .none { set |= FieldSet.counterpartyCountry.rawValue }
    if merchantCategory != 0 { set |= FieldSet.merchantCategory.rawValue }
    if purposeCode != 0 { set |= FieldSet.purpose.rawValue }
    if flags.contains(.balanceKnown) { set |= FieldSet.balance.rawValue }
    if channelCode != 0 { set |= FieldSet.channel.rawValue }
    return FieldSet(rawValue: set)
  }
}
