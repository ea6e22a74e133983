import Ledger

/// Counts and sums by currency, in plain integers: what becomes a `RecordTally` at the end.
struct SinkTally {
  private var currencies: [Letters] = []
  /// Exact: no file is long enough to exceed 128 bits.
  private var sums: [Int128] = []
  private var last = 0
  private(set) var records = 0
  private(set) var withoutAmount = 0

  /// Counts a record.
  @inline(__always)
  mutating func add(_ amount: Int64, _ currency: Letters) {
    records += 1
    if last >= currencies.count || currencies[last] != currency { find(currency) }
    sums[last] += Int128(amount)
  }

  /// Counts a record whose amount could not be read.
  mutating func addWithoutAmount() {
    records += 1
    withoutAmount += 1
  }

  private mutating func find(_ currency: Letters) {
    if let index = currencies.firstIndex(of: currency) {
      last = index
    } else {
      last = currencies.count
      currencies.append(currency)
      sums.append(0)
    }
  }

  /// The tally as reports have it; sums stop at the bounds of 64 bits, as those of `RecordTally` do.
  var tally: RecordTally {
    var result = RecordTally(records: records, withoutAmount: withoutAmount)
    for (currency, sum) in zip(currencies, sums) {
      result.minorUnits[currency.description] = Int64(clamping: sum)
    }
    return result
  }
}
