/// For each key and place, the instants nearest to the walk's present: the last two, because a posting may
/// not be matched with itself.
struct NearestInstants {
  private struct Entry {
    var place: UInt32
    var position: Int32
    var instant: Int64
    /// The one noted before, by another posting.
    var earlier: Int64?
  }

  private let tracksPlaces: Bool
  private var entries: [UInt64: [Entry]] = [:]

  init(tracksPlaces: Bool) { self.tracksPlaces = tracksPlaces }

  /// Notes a member; members come in the order of the walk.
  mutating func note(_ member: Member, key: UInt64, place: UInt32) {
    let place = tracksPlaces ? place : 0
    if let index = entries[key]?.firstIndex(where: { $0.place == place }) {
      let old = entries[key]?[index].instant
      entries[key]?[index] = Entry(
        place: place, position: member.position, instant: member.instant, earlier: old)
    } else {
      entries[key, default: []].append(
        Entry(place: place, position: member.position, instant: member.instant, earlier: nil))
    }
  }

  /// The instant nearest to the present among suitable places, not counting the posting at `excluding`.
  /// O(distinct places of the key).
  func nearest(key: UInt64, excluding: Int32, latest: Bool, where suits: (UInt32) -> Bool) -> Int64? {
    var best: Int64?
    for entry in entries[key] ?? [] where suits(entry.place) {
      guard let instant = entry.position == excluding ? entry.earlier : entry.instant else { continue }
      if let current = best, latest ? instant <= current : instant >= current { continue }
      best = instant
    }
    return best
  }
}
