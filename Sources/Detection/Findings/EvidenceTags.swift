/// The sets each posting of a finding belongs to, while the finding is written. Used again for every finding of a
/// subject.
///
/// Few postings of a window differ in what they belong to: each list of sets is made once, and a posting has its
/// number.
final class EvidenceTags {
  /// By position, the number of its list; 0 for none.
  private var numbers: [Int32]
  private var touched: [Int] = []
  /// The lists of sets, the empty one first.
  private var lists: [[String]] = [[]]
  /// The list that another becomes with one more set.
  private var longer: [Step: Int32] = [:]

  private struct Step: Hashable {
    var list: Int32
    var set: String
  }

  init(count: Int) { numbers = Array(repeating: 0, count: count) }

  /// Notes that postings belong to a set; those that are known to stay as they are.
  func note(_ positions: some Sequence<Int>, set: String) {
    var before: Int32 = -1
    var after: Int32 = -1
    for position in positions {
      let number = numbers[position]
      if number == 0 { touched.append(position) }
      // Neighbours mostly belong to the same sets.
      if number != before {
        before = number
        after = next(number, set)
      }
      numbers[position] = after
    }
  }

  private func next(_ list: Int32, _ set: String) -> Int32 {
    let step = Step(list: list, set: set)
    if let known = longer[step] { return known }
    var number = list
    if !lists[Int(list)].contains(set) {
      number = Int32(lists.count)
      lists.append(lists[Int(list)] + [set])
    }
    longer[step] = number
    return number
  }

  /// What was noted since the last time, by position; forgets it.
  func take() -> [(position: Int, sets: [String])] {
    touched.sort()
    let taken = touched.map { position in
      let sets = lists[Int(numbers[position])]
      numbers[position] = 0
      return (position, sets)
    }
    touched.removeAll(keepingCapacity: true)
    return taken
  }
}
