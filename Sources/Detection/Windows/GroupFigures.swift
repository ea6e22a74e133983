/// A figure for each group of postings; groups at zero are forgotten.
///
/// Most windows hold few groups, and those are searched faster than they are hashed. Many are hashed.
struct GroupFigures {
  private var keys: [UInt64] = []
  private var figures: [Int128] = []
  /// Where each key lies, once there are more than a search is worth.
  private var places: [UInt64: Int] = [:]

  /// So many are searched about as fast as one is hashed.
  private static let searched = 24

  /// How many groups are not at zero.
  var count: Int { keys.count }

  /// Adds to a group's figure.
  ///
  /// - Returns: what the figure was before. O(1).
  @discardableResult
  mutating func add(_ difference: Int128, to key: UInt64) -> Int128 {
    guard let place = place(of: key) else {
      if difference != 0 { append(key, difference) }
      return 0
    }
    let before = figures[place]
    figures[place] += difference
    if figures[place] == 0 { remove(at: place) }
    return before
  }

  private func place(of key: UInt64) -> Int? {
    guard places.isEmpty else { return places[key] }
    // Neighbours are mostly of one group.
    var place = keys.count - 1
    while place >= 0, keys[place] != key { place -= 1 }
    return place < 0 ? nil : place
  }

  private mutating func append(_ key: UInt64, _ figure: Int128) {
    keys.append(key)
    figures.append(figure)
    if !places.isEmpty {
      places[key] = keys.count - 1
    } else if keys.count > Self.searched {
      places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    }
  }

  private mutating func remove(at place: Int) {
    let key = keys[place]
    keys.swapAt(place, keys.count - 1)
    figures.swapAt(place, figures.count - 1)
    keys.removeLast()
    figures.removeLast()
    guard !places.isEmpty else { return }
    places[key] = nil
    if place < keys.count { places[keys[place]] = place }
  }
}
