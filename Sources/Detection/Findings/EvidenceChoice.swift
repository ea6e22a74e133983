import Ledger

/// Which of the postings a measure rests on are listed as evidence: all, but for a very busy subject.
///
/// A person reads no ten thousand rows; and a finding for each day, each with all postings of its window, would make
/// the evidence of a busy subject many times its history. Of each local day the first are listed, so that the
/// windows of neighbouring days share their rows. How many are not listed is said with the measure.
enum EvidenceChoice {
  /// Measures over so many postings or fewer list them all.
  static let mostListedWhole = 5_000
  /// Of longer ones so many are listed of each local day, the earliest.
  static let listedOfEachDay = 50

  /// The positions to list, in order; `positions` are in order.
  static func listed(_ positions: [Int], in activity: Activity) -> [Int] {
    guard positions.count > mostListedWhole else { return positions }
    var counts: [BusinessDay: Int] = [:]
    return positions.filter { position in
      let day = activity.postings[position].day
      counts[day, default: 0] += 1
      return counts[day, default: 0] <= listedOfEachDay
    }
  }
}
