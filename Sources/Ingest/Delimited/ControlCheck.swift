import Ledger

/// A trailer compared with what was read.
struct ControlCheck {
  let agrees: Bool
  /// One line for the run record.
  let text: String

  init(_ trailer: TrailerReading, read: RecordTally, amount: AmountRule) {
    var parts: [String] = []
    var agrees = !trailer.isUnreadable
    if trailer.isUnreadable { parts.append("a number expected in it cannot be read") }
    if let count = trailer.count {
      let same = count == read.records
      agrees = agrees && same
      parts.append("\(count) records stated, \(read.records) read" + (same ? "" : ": DIFFERS"))
    }
    if let total = trailer.total, !total.isEmpty {
      let (same, sentence) = Self.compare(total, read, amount)
      agrees = agrees && same
      parts.append(sentence)
    }
    self.agrees = agrees
    text =
      "trailer on line \(trailer.line): " + (parts.isEmpty ? "states nothing" : parts.joined(separator: "; "))
  }

  /// Why a source cannot be all that was sent, by its own words; nil where nothing says so.
  ///
  /// Counts only: a total may be net or gross, and lacks what could not be read. Trailers of parts count together.
  static func contradiction(
    _ trailers: [TrailerReading], read: RecordTally, expectsTrailer: Bool
  ) -> String? {
    guard let last = trailers.last else {
      return expectsTrailer ? "Its profile says that it ends in a trailer, and there is none" : nil
    }
    let counts = trailers.compactMap(\.count)
    let sum = counts.reduce(Int?(0)) { sum, count in
      let (more, isOverflow) = (sum ?? 0).addingReportingOverflow(count)
      return sum == nil || isOverflow ? nil : more
    }
    guard let stated = counts.last, !counts.contains(read.records), sum != read.records else { return nil }
    return "Its trailer on line \(last.line) counts \(stated) records, and \(read.records) were read"
  }

  private static func compare(_ total: String, _ read: RecordTally, _ rule: AmountRule) -> (Bool, String) {
    guard read.minorUnits.count == 1, let (code, sum) = read.minorUnits.first, let currency = Currency(code)
    else { return (true, "a total cannot be compared with amounts of \(read.minorUnits.count) currencies") }
    let parser = AmountParser(decimalMark: rule.decimalMark, isMinorUnits: rule.isMinorUnits)
    let bytes = Array(total.utf8)
    let stated = bytes.withUnsafeBytes { try? parser.read(FieldBytes($0), decimals: currency.decimals) }
    guard let stated else { return (false, "its total cannot be read") }
    let same = stated.magnitude == sum
    let left = Money(minorUnits: stated.magnitude, currency: currency).decimal
    let right = Money(minorUnits: sum, currency: currency).decimal
    return (same, "\(left) \(code) stated, \(right) read" + (same ? "" : ": DIFFERS"))
  }
}
