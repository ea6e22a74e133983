import Ledger

/// What the entries of a statement come to, to be held beside what it states of itself.
struct StatementTotals {
  private var entries = (count: 0, sum: ISODecimal.zero, net: ISODecimal.zero)
  private var booked = (count: 0, sum: ISODecimal.zero, net: ISODecimal.zero)
  private var credits = (count: 0, sum: ISODecimal.zero)
  private var debits = (count: 0, sum: ISODecimal.zero)
  /// Of both, those marked as reversals.
  private var reversals = (entries: ISODecimal.zero, booked: ISODecimal.zero)
  private var opening: (rank: Int, amount: ISODecimal)?
  private var closing: (rank: Int, amount: ISODecimal)?
  /// Currency of balances and entries; several in one statement have no common sum.
  private var currency: [UInt8] = []
  private var isMixed = false
  private var isUnreadable = false

  mutating func add(_ entry: StatementEntry) {
    entries.count += 1
    guard let amount = entry.amount, let signed = entry.signedAmount else {
      isUnreadable = true
      return
    }
    note(entry.values[.currency])
    entries.sum += amount
    entries.net += signed
    if entry.isCredit {
      credits = (credits.count + 1, credits.sum + amount)
    } else {
      debits = (debits.count + 1, debits.sum + amount)
    }
    if entry.isReversal { reversals.entries += signed }
    guard entry.isBooked else { return }
    booked = (booked.count + 1, booked.sum + amount, booked.net + signed)
    if entry.isReversal { reversals.booked += signed }
  }

  /// Takes a balance: opening booked, else closing booked of the period before; closing booked, else interim booked.
  mutating func addBalance(_ values: ISOValues) {
    guard let amount = ISODecimal(values[.balanceAmount]) else { return }
    let signed = values[.balanceDirection].says("DBIT") ? -amount : amount
    let type = values[.balanceType]
    let isOpening = type.says("OPBD") || type.says("PRCD")
    guard isOpening || type.says("CLBD") || type.says("ITBD") else { return }
    let rank = type.says("OPBD") || type.says("CLBD") ? 2 : 1
    note(values[.balanceCurrency])
    if isOpening {
      if opening.map({ $0.rank < rank }) ?? true { opening = (rank, signed) }
    } else if closing.map({ $0.rank < rank }) ?? true {
      closing = (rank, signed)
    }
  }

  private mutating func note(_ unit: FieldBytes) {
    if currency.isEmpty { currency = Array(unit.buffer) }
    if !currency.elementsEqual(unit.buffer) { isMixed = true }
  }

  private var canSum: Bool { !isMixed && !isUnreadable }

  /// Whether the statement proves that entries marked as reversals go the other way than they say: only so does the
  /// opening balance become the closing one; where balances are not stated, only so are the entries what they are said to
  /// come to.
  func reversalsAreTurned(_ group: ISOValues) -> Bool {
    guard canSum, reversals.entries != .zero else { return false }
    if let opening, let closing {
      let asStated = opening.amount + booked.net
      return asStated != closing.amount
        && asStated - reversals.booked - reversals.booked == closing.amount
    }
    guard let stated = ISODecimal(group[.netAmount]), !group[.netDirection].isEmpty else { return false }
    return !nets(isTurned: false).contains(stated.magnitude)
      && nets(isTurned: true).contains(stated.magnitude)
  }

  /// What entries come to, all of them and the booked ones, whatever the direction.
  private func nets(isTurned: Bool) -> [ISODecimal] {
    [(entries.net, reversals.entries), (booked.net, reversals.booked)].map { net, taken in
      (isTurned ? net - taken - taken : net).magnitude
    }
  }

  /// The totals the statement states, beside what was read.
  func controls(_ group: ISOValues, _ name: String, isTurned: Bool) -> [ControlTotal] {
    var found: [ControlTotal] = []
    func count(_ what: String, _ field: ISOField, _ counts: Int...) {
      guard let stated = Int(ascii: group[field]) else { return }
      found.append(
        ControlTotal(
          what: name + what, stated: "\(stated)", found: "\(counts[0])", agrees: counts.contains(stated)))
    }
    func sum(_ what: String, _ field: ISOField, _ sums: ISODecimal...) {
      guard let stated = ISODecimal(group[field]) else { return }
      found.append(
        ControlTotal(
          what: name + what, stated: stated.text, found: sums[0].text, agrees: sums.contains(stated)))
    }
    // Whether totals speak of what is pending as well, banks see differently.
    count("entries", .statedCount, entries.count, booked.count)
    count("credit entries", .creditCount, credits.count)
    count("debit entries", .debitCount, debits.count)
    guard canSum else { return found }
    sum("sum of entries", .statedSum, entries.sum, booked.sum)
    sum("sum of credits", .creditSum, credits.sum)
    sum("sum of debits", .debitSum, debits.sum)
    if !group[.netDirection].isEmpty {
      let nets = nets(isTurned: isTurned)
      sum("net of entries", .netAmount, nets[0], nets[1])
    }
    if let opening, let closing, closing.rank == 2 {
      let ends = opening.amount + booked.net - (isTurned ? reversals.booked + reversals.booked : .zero)
      found.append(
        ControlTotal(what: name + "closing balance", stated: closing.amount.text, found: ends.text))
    }
    return found
  }
}

extension Int {
  /// Of nothing but digits; no count of ISO 20022 has more than fifteen.
  init?(ascii text: FieldBytes) {
    guard !text.isEmpty, text.count <= 15 else { return nil }
    var value = 0
    for byte in text.buffer {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(byte & 15)
    }
    self = value
  }
}
