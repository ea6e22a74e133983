import Ledger

/// Computes a measure again from nothing but the evidence rows stored with a flag (law 6).
///
/// Independent of the engine on purpose: an examiner could do the same with the database alone.
public enum MeasureAudit {
  /// The value of `measure` over its evidence; nil where not all it rests on is
  /// listed, and for an aggregate this version does not know.
  public static func recompute(_ measure: Measure, from evidence: [EvidenceTransaction]) -> Int64? {
    guard measure.unlisted == 0 else { return nil }
    let rows = evidence.filter {
      $0.sets.contains(measure.set) && $0.instant >= measure.from && $0.instant <= measure.until
    }
    let own: [EvidenceTransaction]
    if case .money(let currency) = measure.value.unit {
      own = rows.filter { $0.currency == currency }
    } else {
      own = rows
    }
    let amounts = own.map(\.minorUnits)
    switch measure.aggregate {
    case "count": return Int64(rows.count)
    case "sum": return amounts.reduce(0, +)
    case "distinct": return Int64(groups(rows, measure.field).count)
    case "days": return Int64(Set(rows.map(day)).count)
    case "largest": return amounts.max() ?? 0
    case "smallest": return amounts.min() ?? 0
    case "median": return amounts.isEmpty ? 0 : amounts.sorted()[(amounts.count - 1) / 2]
    case "most of one": return Int64(groups(rows, measure.field).values.map(\.count).max() ?? 0)
    case "most to one": return groups(own, measure.field).values.map { total($0) }.max() ?? 0
    case "largest business day sum":
      return Dictionary(grouping: own) { day($0).nextOpen }.values.map { total($0) }.max() ?? 0
    case "present": return rows.isEmpty ? 0 : 1
    case "lowest balance": return lowestBalance(own)
    default: return nil
    }
  }

  private static func total(_ rows: [EvidenceTransaction]) -> Int64 { rows.map(\.minorUnits).reduce(0, +) }

  private static func day(_ row: EvidenceTransaction) -> BusinessDay {
    Instant(milliseconds: row.instant).day(zoneMinutes: row.zoneMinutes)
  }

  private static func groups(_ rows: [EvidenceTransaction], _ field: String?)
    -> [String: [EvidenceTransaction]]
  {
    var groups = Dictionary(grouping: rows) { value(of: field ?? "", in: $0) ?? "" }
    groups[""] = nil
    return groups
  }

  private static func value(of field: String, in row: EvidenceTransaction) -> String? {
    switch field {
    case "counterparty": row.counterpartyIdentifier
    case "customer": row.fields["customer_id"] ?? row.fields["account_id"]
    case "account": row.fields["account_id"]
    case "place.state": row.fields["branch_state"]
    case "place.county": row.fields["branch_county"]
    case "place.zip": row.fields["branch_zip"]
    case "counterparty.state": row.fields["counterparty_state"]
    case "counterparty.country": row.fields["counterparty_country"]
    case "counterparty.bank": row.fields["counterparty_bank"]
    case "mcc": row.fields["mcc"]
    case "day": day(row).description
    case "amount": String(row.minorUnits)
    case "branch": row.fields["branch_id"]
    case "counterparty.phone": row.fields["counterparty_phone"]
    case "counterparty.address": row.fields["counterparty_address"]
    case "reference": row.fields["payment_reference"]
    case "memo": row.fields["memo"]
    case "address": row.fields["customer_address"]
    case "email": row.fields["customer_email"]
    case "conductor", "device", "phone", "employer": row.fields[field]
    default: nil
    }
  }

  private static func lowestBalance(_ rows: [EvidenceTransaction]) -> Int64 {
    rows.compactMap { row -> Int64? in
      guard let text = row.fields["balance"] else { return nil }
      return Int64(text.filter { $0 != "." })
    }.min() ?? .max
  }
}
