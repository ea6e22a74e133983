/// The levels at which a message states values: those of an inner one go before those of an outer.
enum ISOLevel: UInt8, CaseIterable {
  case header
  /// A statement, or the instructions of one `PmtInf`.
  case group
  /// An entry of a statement, or a payment.
  case record
  /// A detail of an entry, or a balance.
  case detail
}

/// What a message is.
enum ISOMessage: UInt8, CaseIterable {
  case statement
  case report
  case notification
  case customerTransfer
  case bankTransfer
  case customerDebit
  case paymentReturn
  case transferOrder
  case debitOrder

  /// The elements that are messages of this kind; in the first versions they were named after the message or had the
  /// version at their end.
  var elements: [String] {
    let (name, message): (String, String) =
      switch self {
      case .statement: ("BkToCstmrStmt", "camt.053")
      case .report: ("BkToCstmrAcctRpt", "camt.052")
      case .notification: ("BkToCstmrDbtCdtNtfctn", "camt.054")
      case .customerTransfer: ("FIToFICstmrCdtTrf", "pacs.008")
      case .bankTransfer: ("FICdtTrf", "pacs.009")
      case .customerDebit: ("FIToFICstmrDrctDbt", "pacs.003")
      case .paymentReturn: ("PmtRtr", "pacs.004")
      case .transferOrder: ("CstmrCdtTrfInitn", "pain.001")
      case .debitOrder: ("CstmrDrctDbtInitn", "pain.008")
      }
    let names = self == .bankTransfer ? [name, "FinInstnCdtTrf"] : [name]
    return names.flatMap { [$0, $0 + "V01", $0 + "V02", $0 + "V03"] }
      + ["01", "02", "03"].map { message + ".001." + $0 }
  }

  var isStatement: Bool { self == .statement || self == .report || self == .notification }
  var isOrder: Bool { self == .transferOrder || self == .debitOrder }
}

/// What begins and ends with an element.
enum ISOAction: UInt8 {
  case none
  case message
  case group
  case balance
  case record
  case detail
}

/// The paths of all messages as one tree, walked as elements begin and end: a number for each place in it.
struct ISOGrammar: Sendable {
  /// A place in the tree.
  struct Node: Sendable {
    var action = ISOAction.none
    var level = ISOLevel.header
    var message = ISOMessage.statement
    var field = ISOField.none
    var separator: UInt8?
    var currency = ISOField.none
  }

  /// Where nothing of a message has begun: any element may stand around messages.
  static let outside: UInt16 = 1
  /// No place: the element means nothing to us.
  static let nowhere: UInt16 = 0

  private(set) var nodes = [Node(), Node()]
  private(set) var names: [String] = []
  private var numbers: [String: UInt16] = [:]
  /// Place and name to the place below; a power of two, at most half full. Key 0 marks a free place.
  private var keys: [UInt32] = Array(repeating: 0, count: 1 << 14)
  private var targets: [UInt16] = Array(repeating: 0, count: 1 << 14)
  private var used = 0

  static let shared = ISOGrammar()

  private init() {
    for message in ISOMessage.allCases {
      let top = add()
      nodes[Int(top)].action = .message
      nodes[Int(top)].message = message
      for name in message.elements { link(Self.outside, name, top) }
      switch message {
      case .statement, .report, .notification: addStatement(below: top)
      case .transferOrder, .debitOrder: addOrder(below: top)
      case .customerTransfer, .bankTransfer: addPayments("CdtTrfTxInf", ISOPaths.payment, below: top)
      case .customerDebit: addPayments("DrctDbtTxInf", ISOPaths.payment, below: top)
      case .paymentReturn: addPayments("TxInf", ISOPaths.paymentReturn, below: top)
      }
    }
  }

  private mutating func addStatement(below top: UInt16) {
    enter(ISOPaths.statementHeader, below: place("GrpHdr", below: top), .header)
    let group = add(.group, .group)
    for name in ["Stmt", "Rpt", "Ntfctn"] { link(top, name, group) }
    enter(ISOPaths.statement, below: group, .group)
    enter(ISOPaths.balance, below: place("Bal", below: group, .balance, .detail), .detail)
    let entry = place("Ntry", below: group, .record, .record)
    enter(ISOPaths.entry, below: entry, .record)
    let detail = place("NtryDtls/TxDtls", below: entry, .detail, .detail)
    enter(ISOPaths.detail, below: detail, .detail)
    // In the first version details stood in the entry itself.
    link(entry, "TxDtls", detail)
  }

  private mutating func addOrder(below top: UInt16) {
    enter(ISOPaths.paymentHeader, below: place("GrpHdr", below: top), .header)
    let group = place("PmtInf", below: top, .group, .group)
    enter(ISOPaths.instruction, below: group, .group)
    let payment = place("CdtTrfTxInf", below: group, .record, .record)
    link(group, "DrctDbtTxInf", payment)
    enter(ISOPaths.payment, below: payment, .record)
  }

  private mutating func addPayments(_ name: String, _ paths: [ISOPaths.Entry], below top: UInt16) {
    enter(ISOPaths.paymentHeader, below: place("GrpHdr", below: top), .header)
    enter(paths, below: place(name, below: top, .record, .record), .record)
  }

  // MARK: Building

  private mutating func add(_ action: ISOAction = .none, _ level: ISOLevel = .header) -> UInt16 {
    nodes.append(Node(action: action, level: level))
    return UInt16(nodes.count - 1)
  }

  private mutating func enter(_ entries: [ISOPaths.Entry], below top: UInt16, _ level: ISOLevel) {
    for entry in entries {
      let place = Int(place(entry.path, below: top))
      nodes[place].level = level
      nodes[place].field = entry.field
      nodes[place].separator = entry.separator
      nodes[place].currency = entry.currency
    }
  }

  /// The place at the end of a path, made where it is not yet.
  private mutating func place(_ path: String, below top: UInt16) -> UInt16 {
    path.split(separator: "/").reduce(top) { place, name in
      let found = child(of: place, number(of: String(name)))
      if found != Self.nowhere { return found }
      let made = add()
      link(place, String(name), made)
      return made
    }
  }

  private mutating func place(_ path: String, below top: UInt16, _ action: ISOAction, _ level: ISOLevel)
    -> UInt16
  {
    let place = place(path, below: top)
    nodes[Int(place)].action = action
    nodes[Int(place)].level = level
    return place
  }

  private mutating func number(of name: String) -> UInt16 {
    if let known = numbers[name] { return known }
    names.append(name)
    numbers[name] = UInt16(names.count)
    return UInt16(names.count)
  }

  private mutating func link(_ place: UInt16, _ name: String, _ target: UInt16) {
    let key = UInt32(place) << 16 | UInt32(number(of: name))
    let slot = slot(of: key)
    precondition(keys[slot] == 0, "a path has one meaning")
    keys[slot] = key
    targets[slot] = target
    used += 1
    precondition(used * 2 <= keys.count, "the table of paths is large enough")
  }

  // MARK: Walking

  private func slot(of key: UInt32) -> Int {
    let mask = keys.count - 1
    var slot = Int((key &* 0x9E37_79B1) >> 18) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  /// The place an element of this name has below another; `nowhere` where it means nothing there.
  func child(of place: UInt16, _ name: UInt16) -> UInt16 {
    guard name != 0 else { return Self.nowhere }
    let slot = slot(of: UInt32(place) << 16 | UInt32(name))
    return keys[slot] == 0 ? Self.nowhere : targets[slot]
  }
}
