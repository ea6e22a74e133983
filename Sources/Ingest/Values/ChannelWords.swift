import Ledger

/// What exports call channels and directions, beside the canonical names.
enum ChannelWords {
  /// A channel, and the direction its word implies (`cash_deposit` is money in); 0 none, 1 credit, 2 debit.
  static func packed(_ channel: Channel, _ direction: Direction?) -> UInt16 {
    let way: UInt16 = direction.map { $0 == .credit ? 1 : 2 } ?? 0
    return UInt16(channel.rawValue) | way << 8
  }

  /// The channel of a packed number.
  static func channel(_ packed: UInt16) -> Channel {
    Channel(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .other
  }

  /// The direction a packed number implies.
  static func direction(_ packed: UInt16) -> Direction? {
    switch packed >> 8 {
    case 1: .credit
    case 2: .debit
    default: nil
    }
  }

  /// The channel of a word of a profile or an export.
  static func packed(word: String) -> UInt16? {
    let bytes = Array(word.utf8)
    return bytes.withUnsafeBytes { table.value(key: WordTable.key(FieldBytes($0).trimmed)) }
  }

  /// Every built-in word.
  static let table: WordTable = {
    var table = WordTable()
    for channel in Channel.allCases { table.set(channel.name, packed(channel, nil)) }
    for (channel, direction, words) in aliases {
      for word in words.split(separator: " ") {
        for mark in ["_", " ", "-"] { table.set(respelled(word, mark), packed(channel, direction)) }
      }
    }
    return table
  }()

  /// Underscores also stand for a space or a hyphen.
  private static let aliases: [(Channel, Direction?, String)] = [
    (.cash, .credit, "cash_deposit cash_in deposit_cash counter_deposit night_deposit"),
    (.cash, .debit, "cash_withdrawal cash_out withdrawal_cash counter_withdrawal"),
    (.cash, nil, "currency teller armored_car armoured_car night_drop"),
    (.atm, .debit, "atm_withdrawal atm_debit"),
    (.atm, .credit, "atm_deposit atm_credit"),
    (.atm, nil, "abm cash_machine"),
    (.wire, nil, "wire_transfer fedwire chips swift wires international_wire domestic_wire wire_in wire_out"),
    (.ach, nil, "ach_credit ach_debit direct_deposit directdeposit eft sepa sepa_credit sepa_debit nacha"),
    (.ach, nil, "direct_debit bacs giro"),
    (
      .p2p, nil,
      "zelle venmo cashapp cash_app paypal e-transfer etransfer interac p2p_transfer person_to_person"
    ),
    (
      .card, nil,
      "debit_card credit_card pos pos_purchase card_purchase purchase visa mastercard point_of_sale"
    ),
    (.check, nil, "cheque checks check_deposit check_paid paper_check mobile_deposit"),
    (.prepaid, nil, "prepaid_card gift_card prepaid_load"),
    (.crypto, nil, "cryptocurrency bitcoin btc virtual_currency cvc crypto_exchange"),
    (.instrument, nil, "money_order cashiers_check cashier_check travelers_check bank_draft official_check"),
    (.book, nil, "internal internal_transfer book_transfer on_us account_transfer own_transfer"),
    (.other, nil, "unknown none na n/a misc"),
  ]
}

/// What exports call money in and money out.
enum DirectionWords {
  /// 0 credit, 1 debit: `Direction.rawValue`.
  static let table: WordTable = {
    var table = WordTable()
    let credit = "credit c cr crdt cred in inbound incoming deposit + received receive paid_in haben h bij"
    let debit = "debit d dr dbit deb out outbound outgoing withdrawal - sent send paid_out soll s af"
    for (direction, words) in [(Direction.credit, credit), (.debit, debit)] {
      for word in words.split(separator: " ") {
        table.set(String(word), UInt16(direction.rawValue))
        table.set(respelled(word, " "), UInt16(direction.rawValue))
      }
    }
    return table
  }()
}

/// What exports call purposes: the canonical names.
enum PurposeWords {
  static let table: WordTable = {
    var table = WordTable()
    for purpose in Purpose.allCases {
      table.set(purpose.name, UInt16(purpose.rawValue))
      table.set(respelled(purpose.name, " "), UInt16(purpose.rawValue))
    }
    return table
  }()
}

/// The word with its underscores written as `mark`.
private func respelled(_ word: some StringProtocol, _ mark: String) -> String {
  word.split(separator: "_").joined(separator: mark)
}
