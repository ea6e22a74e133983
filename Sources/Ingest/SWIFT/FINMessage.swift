/// The fields of a message, or of a part of one, kept until it is whole.
struct FINMessage {
  private(set) var fields: [FINField] = []
  private var bytes = 0
  /// Whether it is longer than any message may be, so that fields are missing.
  private(set) var isCut = false
  private var arena = MessageArena()

  /// FIN allows 10,000 characters in a message; files of requests are longer.
  private static let mostBytes = 262_144

  var isEmpty: Bool { fields.isEmpty }

  /// Keeps a field, whose lines need stay valid no longer.
  mutating func take(_ field: FINField) {
    bytes += field.lines.reduce(Self.bytesBeside) { $0 + $1.count }
    guard bytes <= Self.mostBytes, !field.isCut else {
      isCut = true
      return
    }
    var kept = field
    kept.lines = field.lines.map(arena.copy)
    fields.append(kept)
  }

  /// What a field takes beside its lines.
  private static let bytesBeside = 64

  mutating func removeAll() {
    fields.removeAll(keepingCapacity: true)
    arena.removeAll()
    (bytes, isCut) = (0, false)
  }

  /// The first field of this number.
  func first(_ number: Int) -> FINField? { fields.first { $0.tag.number == number } }

  /// The first field of this number and option.
  func first(_ number: Int, _ option: UInt8) -> FINField? {
    fields.first { $0.tag == FINTag(number, option) }
  }

  /// The fields before, and from, the first of this number; all before where there is none.
  func split(at number: Int) -> (head: FINMessage, tail: FINMessage) {
    let place = fields.firstIndex { $0.tag.number == number } ?? fields.count
    var (head, tail) = (self, self)
    head.fields = Array(fields[..<place])
    tail.fields = Array(fields[place...])
    return (head, tail)
  }
}
