/// A multiset of numbers, kept in order in chunks of bounded length.
///
/// Most windows fit into one chunk: finding a place is then a search and one short block move. A subject with
/// millions of payments in a window has many chunks, and still moves no more than one of them.
struct SortedNumbers {
  /// None is empty; no number of one is greater than any of the next.
  private var chunks: [[Int128]] = []
  private(set) var count = 0

  /// So many numbers, eight kibibytes, are moved faster than another level is searched.
  private static let longestChunk = 512

  var least: Int128? { chunks.first?.first }
  var greatest: Int128? { chunks.last?.last }

  /// Adds one occurrence. O(log n) and one move within a chunk.
  mutating func insert(_ number: Int128) {
    count += 1
    guard !chunks.isEmpty else { return chunks.append([number]) }
    let chunk = min(self.chunk(of: number), chunks.count - 1)
    chunks[chunk].insert(number, at: Self.place(of: number, in: chunks[chunk]))
    guard chunks[chunk].count > Self.longestChunk else { return }
    let upper = Array(chunks[chunk][(Self.longestChunk / 2)...])
    chunks[chunk].removeSubrange((Self.longestChunk / 2)...)
    chunks.insert(upper, at: chunk + 1)
  }

  /// Takes one occurrence away, if there is one. O(log n) and one move within a chunk.
  mutating func remove(_ number: Int128) {
    let chunk = chunk(of: number)
    guard chunk < chunks.count else { return }
    let place = Self.place(of: number, in: chunks[chunk])
    guard chunks[chunk][place] == number else { return }
    count -= 1
    chunks[chunk].remove(at: place)
    if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
  }

  /// The first chunk whose greatest is not below `number`.
  private func chunk(of number: Int128) -> Int {
    Self.firstIndex(below: chunks.count) { chunks[$0][chunks[$0].count - 1] >= number }
  }

  /// The first place of a chunk whose number is not below `number`.
  private static func place(of number: Int128, in chunk: [Int128]) -> Int {
    firstIndex(below: chunk.count) { chunk[$0] >= number }
  }

  /// The first index for which `holds` says yes; it says no before and yes behind.
  @inline(__always)
  private static func firstIndex(below count: Int, where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
