/// A multiset of numbers, kept in order: greatest, least and lower median at once.
///
/// A sorted array: finding a place is O(log n) and moving the rest is one block move, which at the sizes
/// of a subject's window is faster than any tree.
struct OrderedCounts {
  private var sorted: [Int128] = []

  var greatest: Int128? { sorted.last }
  var least: Int128? { sorted.first }
  var lowerMedian: Int128? { sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2] }

  /// Adds one occurrence of `number` (`by` = 1) or takes one away (`by` = -1).
  mutating func change(_ number: Int128, by: Int) {
    let index = place(of: number)
    if by > 0 {
      sorted.insert(number, at: index)
    } else if index < sorted.count, sorted[index] == number {
      sorted.remove(at: index)
    }
  }

  /// The first index whose number is not below `number`.
  private func place(of number: Int128) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
