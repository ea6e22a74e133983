/// Which column is which field, by header alone.
///
/// Guarantees: no column is bound twice and no field twice, except that a memo may be joined from several
/// columns; the result depends on the header only, so that reading and sniffing agree.
public enum HeaderBinding {
  /// The sources of each field that the header names, all by position: names may occur twice.
  public static func fields(for header: [String]) -> [CanonicalField: [FieldSource]] {
    places(of: header.map(match)).mapValues { $0.map { .position($0 + 1) } }
  }

  /// The columns, from 0, of each field, given what each column's name means.
  static func places(of matches: [(field: CanonicalField, rank: Int)?]) -> [CanonicalField: [Int]] {
    var best: [CanonicalField: (rank: Int, positions: [Int])] = [:]
    for (index, match) in matches.enumerated() {
      guard let (field, rank) = match else { continue }
      if let held = best[field] {
        if field == .memo, held.rank > 0, rank > 0 {
          best[field]?.positions.append(index)
        } else if rank < held.rank {
          best[field] = (rank, [index])
        }
      } else {
        best[field] = (rank, [index])
      }
    }
    settleDates(&best)
    settleAmounts(&best)
    return best.mapValues(\.positions)
  }

  /// The field of a header; a currency code at its end (`Betrag (EUR)`, `Amount CZK`) does not matter.
  static func match(_ name: String) -> (field: CanonicalField, rank: Int)? {
    if let match = FieldCatalogue.match(header: name) { return match }
    guard let (stem, _) = currencySuffix(name) else { return nil }
    return FieldCatalogue.match(header: stem)
  }

  /// The header without the currency code it ends in, and that code in capitals.
  static func currencySuffix(_ name: String) -> (stem: String, currency: String)? {
    let words = name.split { " ()[]_-".contains($0) }
    guard words.count >= 2, let code = words.last, code.utf8.count == 3,
      code.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    return (words.dropLast().joined(separator: " "), String(code))
  }

  /// One of `timestamp` or `date` (+ `time`) is kept: a date column of its own beats a value date.
  private static func settleDates(_ best: inout [CanonicalField: (rank: Int, positions: [Int])]) {
    guard let date = best[.date] else {
      best[.time] = best[.timestamp] == nil ? best[.time] : nil
      return
    }
    if let stamp = best[.timestamp] {
      let plainDateRank = FieldAliases.timestampRankOfDate
      if stamp.rank < plainDateRank && best[.time] == nil {
        best[.date] = nil
        return
      }
      best[.timestamp] = nil
    }
    if best[.time] == nil {
      best[.timestamp] = date
      best[.date] = nil
    }
  }

  /// A signed amount makes the two columns of debits and credits superfluous.
  private static func settleAmounts(_ best: inout [CanonicalField: (rank: Int, positions: [Int])]) {
    if best[.amount] != nil {
      best[.debitAmount] = nil
      best[.creditAmount] = nil
    } else if best[.debitAmount] == nil || best[.creditAmount] == nil {
      best[.debitAmount] = nil
      best[.creditAmount] = nil
    }
  }
}
