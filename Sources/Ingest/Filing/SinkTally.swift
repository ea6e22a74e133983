import Ledger

/// Counts and sums by currency, in plain integers: what becomes a `RecordTally` at the end.
struct SinkTally {
  private var currencies: [Letters] = []
  private var sums: [Int64] = []
  private var last = 0
  private(set) var records = 0
  private(set) var withoutAmount = 0

  /// Sums stop here, far beyond honest data, so that those of many sinks can be added without overflow.
  static let largestSum = Int64.max / 4096

  /// Counts a record; false where its amount no longer fits the sum.
  @inline(__always)
  mutating func add(_ amount: Int64, _ currency: Letters) -> Bool {
    records += 1
    if last >= currencies.count || currencies[last] != currency { find(currency) }
    let sum = sums[last] + amount
    guard sum <= Self.largestSum else { return false }
    sums[last] = sum
    return true
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

  /// The tally as reports have it.
  var tally: RecordTally {
    var result = RecordTally(records: records, withoutAmount: withoutAmount)
    for (currency, sum) in zip(currencies, sums) { result.minorUnits[currency.description] = sum }
    return result
  }
}
