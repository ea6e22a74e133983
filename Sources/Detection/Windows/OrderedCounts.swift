/// A multiset of numbers of which the greatest and the least are known, and where wanted the lower median.
struct OrderedCounts {
  /// All of them; where the median is wanted the smaller half, with one more where their number is odd.
  private var lower = SortedNumbers()
  /// Where the median is wanted, the greater half.
  private var upper = SortedNumbers()
  private let knowsMedian: Bool

  init(knowsMedian: Bool) { self.knowsMedian = knowsMedian }

  var greatest: Int128? { upper.greatest ?? lower.greatest }
  var least: Int128? { lower.least }
  /// Only of one that knows it.
  var lowerMedian: Int128? { lower.greatest }

  /// Adds one occurrence of `number` (`by` = 1) or takes one away (`by` = -1).
  mutating func change(_ number: Int128, by: Int) {
    let isLower = !knowsMedian || lower.greatest.map { number <= $0 } ?? true
    switch (by > 0, isLower) {
    case (true, true): lower.insert(number)
    case (true, false): upper.insert(number)
    case (false, true): lower.remove(number)
    case (false, false): upper.remove(number)
    }
    if knowsMedian { balance() }
  }

  /// One change moves the middle by one number at most.
  private mutating func balance() {
    if lower.count > upper.count + 1, let number = lower.greatest {
      lower.remove(number)
      upper.insert(number)
    } else if lower.count < upper.count, let number = upper.least {
      upper.remove(number)
      lower.insert(number)
    }
  }
}
