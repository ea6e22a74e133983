import Ledger

/// Atoms that ask whether a number lies between two others: all of them answered by one look-up.
///
/// The numbers fall into stretches within which every atom has the same answer. Looking one up takes as many steps
/// as the number of stretches has binary digits, however many atoms there are.
struct IntervalLookup: BitwiseCopyable, Sendable {
  /// An atom and the numbers it holds for, both ends included.
  struct Span: BitwiseCopyable, Sendable {
    var bit: AtomBits
    var first: Int64
    var last: Int64
  }

  /// Where each stretch begins, ascending; the first begins with the least number there is.
  private let starts: FixedTable<Int64>
  private let bits: FixedTable<AtomBits>

  /// O(spans × stretches) at worst; a span without numbers holds for none.
  init(_ spans: [Span]) {
    let spans = spans.filter { $0.first <= $0.last }
    var edges: Set<Int64> = [.min]
    for span in spans {
      edges.insert(span.first)
      if span.last < .max { edges.insert(span.last + 1) }
    }
    let starts = edges.sorted()
    var bits = [AtomBits](repeating: .none, count: starts.count)
    for span in spans {
      var index = Self.index(of: span.first, among: starts.count) { starts[$0] }
      while index < starts.count, starts[index] <= span.last {
        bits[index] |= span.bit
        index += 1
      }
    }
    self.starts = FixedTable(starts)
    self.bits = FixedTable(bits)
  }

  /// Gives the memory back.
  func free() {
    starts.free()
    bits.free()
  }

  /// Whether no atom holds for any number.
  var isEmpty: Bool { starts.count == 1 }

  /// The atoms that hold for a number. O(log stretches).
  @inline(__always)
  func bits(of number: Int64) -> AtomBits {
    bits[Self.index(of: number, among: starts.count) { starts[$0] }]
  }

  /// The last of `count` ascending starts that is not above `number`; the first never is.
  @inline(__always)
  private static func index(of number: Int64, among count: Int, _ start: (Int) -> Int64) -> Int {
    var low = 0
    var left = count
    while left > 1 {
      let half = left / 2
      low += start(low + half) <= number ? half : 0
      left -= half
    }
    return low
  }
}
