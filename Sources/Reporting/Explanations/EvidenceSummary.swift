public import Detection
import Ledger

/// What a set of evidence rows adds up to, computed from the rows alone.
public struct EvidenceSummary: Sendable {
  /// One direction of money: how often, how much by currency, with whom, where.
  public struct Flow: Sendable, Equatable {
    public var payments: Int64 = 0
    public var minorUnits: [String: Int64] = [:]
    public var counterparties: Set<String> = []
    public var customers: Set<String> = []
    public var states: Set<String> = []
    public var conductors: Set<String> = []
  }

  public private(set) var credits = Flow()
  public private(set) var debits = Flow()
  /// ISO dates of the first and last row; nil without rows.
  public private(set) var firstDay: String?
  public private(set) var lastDay: String?
  public private(set) var channels: [String: Int64] = [:]
  /// Rows whose local time is from 22:00 to 06:00.
  public private(set) var atNight: Int64 = 0

  public init(_ rows: [EvidenceTransaction]) {
    for row in rows where !row.isGathered { add(row) }
  }

  private mutating func add(_ row: EvidenceTransaction) {
    let day = row.localDay
    firstDay = min(firstDay ?? day, day)
    lastDay = max(lastDay ?? day, day)
    channels[row.channel, default: 0] += 1
    let hour = Instant(milliseconds: row.instant).secondOfDay(zoneMinutes: row.zoneMinutes) / 3600
    if row.timeKnown, hour >= 22 || hour < 6 { atNight += 1 }
    if row.direction == "credit" { Self.add(row, to: &credits) } else { Self.add(row, to: &debits) }
  }

  private static func add(_ row: EvidenceTransaction, to flow: inout Flow) {
    flow.payments += 1
    flow.minorUnits[row.currency, default: 0] += row.minorUnits
    if let other = row.counterpartyIdentifier {
      flow.counterparties.insert(other)
    }
    if let customer = row.fields["customer_id"] ?? row.fields["account_id"] {
      flow.customers.insert(customer)
    }
    if let state = row.fields["branch_state"] { flow.states.insert(state) }
    if let conductor = row.fields["conductor"] { flow.conductors.insert(conductor) }
  }
}

extension EvidenceSummary.Flow {
  /// `$9,300.00`, or several currencies joined by `and`.
  public var amountText: String {
    minorUnits.sorted { $0.key < $1.key }
      .map { QuantityText.text(Quantity($0.value, .money($0.key))) }.joined(separator: " and ")
  }
}
