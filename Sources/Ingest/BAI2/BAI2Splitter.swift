/// Takes lines apart into records: most lines hold one, some exports write several, and some break a text without 88.
enum BAI2Splitter {
  /// A record of a line: its code, where its content begins, and where it ends.
  struct Piece {
    /// nil: it begins with no code.
    var code: Int?
    var start: Int
    var end: Int
  }

  private static let codes: Set<Int> = [1, 2, 3, 16, 49, 88, 98, 99]

  static func pieces(_ line: FieldBytes) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    while start < line.count, line[start] <= 0x20 { start += 1 }
    if line.opens(with: "\u{FEFF}") { start = 3 }
    guard start < line.count else { return [] }
    var search = start
    while let slash = line.place(of: 0x2F, from: search) {
      search = slash + 1
      var next = search
      while next < line.count, line[next] == 0x20 { next += 1 }
      // `…PPD/ 16,142,…`: another record behind the end of one.
      guard next > slash + 1, let code = code(line, next), code != 1 else { continue }
      pieces.append(piece(line, start, search))
      (start, search) = (next, next)
    }
    pieces.append(piece(line, start, line.count))
    return pieces
  }

  private static func piece(_ line: FieldBytes, _ start: Int, _ end: Int) -> Piece {
    let code = code(line, start)
    return Piece(code: code, start: code == nil ? start : min(end, start + 3), end: end)
  }

  /// The record code at a place: two digits and a comma, or what ends the line.
  private static func code(_ line: FieldBytes, _ start: Int) -> Int? {
    guard line.hasDigits(start..<(start + 2)) else { return nil }
    guard start + 2 == line.count || line[start + 2] == 0x2C || line[start + 2] == 0x2F else { return nil }
    let code = Int(line[start] &- 0x30) * 10 + Int(line[start + 1] &- 0x30)
    return codes.contains(code) ? code : nil
  }
}
