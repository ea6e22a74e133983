import Ledger

/// The columns an example's table may have.
enum ExampleColumn: String, CaseIterable {
  case day, time, amount, currency, channel, direction
  case place, state, county, home
  case counterparty
  case counterpartyName = "counterparty_name"
  case country
  case counterpartyState = "cp_state"
  case counterpartyPhone = "cp_phone"
  case counterpartyAddress = "cp_address"
  case bank, conductor, device, phone, employer, memo, purpose, mcc, customer
  case customerName = "customer_name"
  case account, balance, branch, reference, gathered
  // What the customer file says; the same in every line that states it.
  case opened, trade, occupation, address, email, business, minor
  case `repeat`

  /// Whether the customer file states it, and no posting.
  var isOfCustomer: Bool {
    switch self {
    case .opened, .trade, .occupation, .address, .email, .business, .minor: true
    default: false
    }
  }

  /// Fills in what a cell of the customer file states.
  ///
  /// - Returns: what the cell should have been, where it is not.
  func fill(_ facts: inout CustomerFacts, _ cell: String) -> String? {
    let words = cell.replacingUnderscores
    switch self {
    case .opened: return fillOpened(&facts, cell)
    case .trade:
      guard ReferenceReader.isTrade(cell) else { return "trade of 2 to 6 digits" }
      facts.naics = cell
    case .business, .minor:
      guard cell == "yes" || cell == "no" else { return "yes or no" }
      if self == .business { facts.isBusiness = cell == "yes" } else { facts.isMinor = cell == "yes" }
    case .occupation: facts.occupation = words
    case .address: facts.address = words
    case .email: facts.email = cell
    // A record's employer is the customer's.
    case .employer: facts.employer = words
    default: break
    }
    return nil
  }

  /// A date, or so many days before day 1: `-30`.
  private func fillOpened(_ facts: inout CustomerFacts, _ cell: String) -> String? {
    if let day = BusinessDay(cell) {
      facts.opened = day
    } else if let days = Int(cell), (-ExampleTable.longestAge...0).contains(days) {
      facts.opened = Example.firstDay.advanced(by: days)
    } else {
      return "date, or number of days before day 1 such as -30"
    }
    return nil
  }

  /// Fills in what a cell of a posting states.
  ///
  /// - Returns: what the cell should have been, where it is not.
  func fill(_ posting: inout Posting, _ texts: inout [TextField: String], _ cell: String) -> String? {
    switch self {
    case .day, .repeat, .opened, .trade, .occupation, .address, .email, .business, .minor: return nil
    case .time: return fillTime(&posting, cell)
    case .amount, .balance: return fillAmount(&posting, cell)
    case .currency:
      guard let currency = Currency(cell) else { return "currency" }
      posting.currency = currency.letters
    case .channel:
      guard let channel = Channel(name: cell) else { return "channel" }
      posting.channel = channel
    case .direction:
      guard let direction = Direction.allCases.first(where: { $0.name == cell }) else { return "direction" }
      posting.direction = direction
    case .purpose:
      guard let purpose = Purpose(name: cell) else { return "purpose" }
      posting.purpose = purpose
    case .place, .county, .home: return fillPlace(&posting, cell)
    case .state, .counterpartyState, .country: return fillLetters(&posting, cell)
    case .mcc:
      guard let code = UInt16(cell), cell.utf8.count == 4 else { return "merchant category of four digits" }
      posting.merchantCategory = code
    case .gathered:
      posting.flags.insert(.gathered)
      texts[.reference] = cell
    default:
      guard let (field, isProse) = textField else { return nil }
      texts[field] = isProse ? cell.replacingUnderscores : cell
    }
    return nil
  }

  /// The text a column fills, and whether underscores in it stand for spaces.
  private var textField: (TextField, isProse: Bool)? {
    switch self {
    case .counterparty: (.counterpartyAccount, false)
    case .counterpartyName: (.counterpartyName, true)
    case .bank: (.counterpartyBank, true)
    case .counterpartyPhone: (.counterpartyPhone, false)
    case .counterpartyAddress: (.counterpartyAddress, true)
    case .conductor: (.conductor, false)
    case .device: (.device, false)
    case .phone: (.phone, false)
    case .employer: (.employer, true)
    case .memo: (.memo, true)
    case .customer: (.customer, false)
    case .customerName: (.customerName, true)
    case .account: (.account, false)
    case .branch: (.branch, false)
    case .reference: (.reference, false)
    default: nil
    }
  }

  private func fillTime(_ posting: inout Posting, _ cell: String) -> String? {
    let parts = cell.split(separator: ":").map { Int($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour), (0..<60).contains(minute),
      (0..<60).contains(second)
    else { return "time of day" }
    posting.instant.milliseconds += Int64(hour * 3600 + minute * 60 + second) * 1000
    posting.flags.insert(.timeKnown)
    return nil
  }

  private func fillAmount(_ posting: inout Posting, _ cell: String) -> String? {
    let decimals = Currency(letters: posting.currency).decimals
    guard cell.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      let factor = Decimal.power(decimals), let minorUnits = Decimal(cell).exactly(times: factor)
    else { return "amount" }
    if self == .amount {
      posting.amount = minorUnits
    } else {
      posting.balance = minorUnits
      posting.flags.insert(.balanceKnown)
    }
    return nil
  }

  private func fillPlace(_ posting: inout Posting, _ cell: String) -> String? {
    guard let code = UInt32(cell), cell.utf8.count == 5 else { return "code of five digits" }
    switch self {
    case .place: posting.zip = code
    case .county: posting.county = code
    default: posting.homeZip = code
    }
    return nil
  }

  private func fillLetters(_ posting: inout Posting, _ cell: String) -> String? {
    guard let letters = Letters(cell), cell.utf8.count == 2 else { return "code of two letters" }
    switch self {
    case .state: posting.state = letters
    case .counterpartyState: posting.counterpartyState = letters
    default: posting.counterpartyCountry = letters
    }
    return nil
  }
}

extension String {
  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
