import Ledger

/// A matcher as numbers of columns, one behind the other: it is tried for every subject, so nothing of it is counted
/// or copied.
///
/// For each alternative: how many atoms must hold, how many must not, the ones that must, the ones that must not.
struct ColumnMatcher: BitwiseCopyable, Sendable {
  private let numbers: FixedTable<UInt16>

  init(_ matcher: BitMatcher) {
    var numbers: [UInt16] = []
    for term in matcher.terms {
      var need: [UInt16] = []
      var forbid: [UInt16] = []
      term.need.forEachAtom { need.append(UInt16($0)) }
      term.forbid.forEachAtom { forbid.append(UInt16($0)) }
      numbers += [UInt16(need.count), UInt16(forbid.count)] + need + forbid
    }
    self.numbers = FixedTable(numbers)
  }

  /// Gives the memory back; it must not be used afterwards.
  func free() { numbers.free() }

  /// The postings of one word of each column that match. `column` gives that word.
  @inline(__always)
  func matches(among all: UInt64, _ column: (Int) -> UInt64) -> UInt64 {
    var found: UInt64 = 0
    var place = 0
    while place < numbers.count, found != all {
      let need = Int(numbers[place])
      let forbid = Int(numbers[place + 1])
      place += 2
      let end = place + need + forbid
      var matched = all & ~found
      var next = place
      while next < place + need, matched != 0 {
        matched &= column(Int(numbers[next]))
        next += 1
      }
      next = place + need
      while next < end, matched != 0 {
        matched &= ~column(Int(numbers[next]))
        next += 1
      }
      found |= matched
      place = end
    }
    return found
  }
}
