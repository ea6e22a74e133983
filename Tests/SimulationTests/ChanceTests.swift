import Ledger
import TestSupport
import Testing

@testable import Simulation

@Suite("Chance and the calendar")
struct ChanceTests {
  @Test("gives no number twice before all are given", arguments: 1...20 as ClosedRange<UInt64>)
  func numbers(seed: UInt64) {
    var dice = Dice(seed: seed, stream: "numbers")
    var numbering = Numbering(digits: 4, &dice)
    let numbers = (0..<10_000).map { _ in numbering.next() }
    #expect(Set(numbers).count == 10_000, "seed \(seed)")
    #expect(numbers.allSatisfy { $0.utf8.count == 4 }, "seed \(seed)")
  }

  @Test("raises two to a power as repeated multiplication does")
  func powers() {
    for whole in -20...20 {
      var expected = 1.0
      for _ in 0..<abs(whole) { expected *= whole < 0 ? 0.5 : 2 }
      #expect(abs(Curve.power2(Double(whole)) / expected - 1) < 1e-9)
      let half = Curve.power2(Double(whole) + 0.5)
      #expect(abs(half * half / (expected * expected * 2) - 1) < 0.005)
    }
  }

  @Test("keeps within its range, and reaches both ends", arguments: 1...10 as ClosedRange<UInt64>)
  func ranges(seed: UInt64) {
    var dice = Dice(seed: seed, stream: "ranges")
    let drawn = (0..<2000).map { _ in dice.between(-3...4) }
    #expect(Set(drawn) == Set(-3...4), "seed \(seed)")
    let dollars = (0..<2000).map { _ in dice.dollars(95...212, step: 20) }
    #expect(dollars.allSatisfy { $0 % 2000 == 0 && (10_000...20_000).contains($0) }, "seed \(seed)")
    let counts = (0..<4000).map { _ in dice.count(2.5) }
    let mean = Double(counts.reduce(0, +)) / 4000
    #expect(abs(mean - 2.5) < 0.2, "seed \(seed)")
  }

  @Test("pays on the last open day on or before the day that is due, as a calendar on the wall shows")
  func cadences() {
    let cadences: [Cadence] = [
      .weekly(weekday: 4), .weekly(weekday: 6), .biweekly(weekday: 4, phase: 0),
      .biweekly(weekday: 0, phase: 1),
      .semimonthly, .monthly(day: 1), .monthly(day: 15), .monthly(day: 31),
    ]
    let first = BusinessDay(ordinal: 20_454)
    for cadence in cadences {
      var paid: Set<BusinessDay> = []
      for offset in 0..<430 where Self.isDue(cadence, first.advanced(by: offset)) {
        var day = first.advanced(by: offset)
        while day.isClosed { day = day.advanced(by: -1) }
        paid.insert(day)
      }
      for offset in 8..<400 {
        let date = first.advanced(by: offset)
        #expect(cadence.falls(on: Day(date, index: offset)) == paid.contains(date), "\(cadence) \(date)")
      }
    }
  }

  /// Whether something of this cadence is due on a date, read off plainly.
  private static func isDue(_ cadence: Cadence, _ date: BusinessDay) -> Bool {
    let (_, _, day) = date.civil
    let isLast = date.advanced(by: 1).civil.day == 1
    switch cadence {
    case .weekly(let weekday): return date.weekday == weekday
    case .biweekly(let weekday, let phase):
      return date.weekday == weekday && (Int(date.ordinal) / 7 + phase) % 2 == 0
    case .semimonthly: return day == 15 || isLast
    case .monthly(let wanted): return day == wanted || (isLast && day < wanted)
    }
  }
}
