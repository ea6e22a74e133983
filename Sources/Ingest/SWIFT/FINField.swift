/// What a field of a FIN message is called: `:61:`, `:32A:`, `:NS:`.
struct FINTag: Hashable, BitwiseCopyable {
  /// Two digits; three of the lines before bare statements (`:940:`); 0 of the national field NS.
  var number: Int
  /// The letter behind the number; 0 where there is none.
  var option: UInt8

  init(_ number: Int, _ option: UInt8 = 0) {
    self.number = number
    self.option = option
  }

  /// Structured information of German and Hungarian banks, which SWIFT does not know.
  static let nonSwift = FINTag(0, UInt8(ascii: "S"))

  /// Fields of the messages read here (SWIFT User Handbook, categories 1, 2 and 9). What looks like any other tag is
  /// text: a time of day wrapped before its colon, for instance.
  private static let numbers: Set<Int> = [
    11, 13, 19, 20, 21, 23, 25, 26, 28, 30, 32, 33, 34, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61,
    62, 64,
    65, 70, 71, 72, 75, 76, 77, 79, 86, 90, 940, 942, 950,
  ]

  /// The tag a line begins with, and its bytes with both colons; nil where it begins with none.
  static func leading(_ line: FieldBytes) -> (tag: FINTag, length: Int)? {
    guard line.count >= 4, line[0] == 0x3A else { return nil }
    guard let (tag, length) = named(line.slice(1, line.count)) else { return nil }
    return (tag, length + 1)
  }

  /// The tag of a line whose first colon was wrapped onto the line before.
  static func named(_ line: FieldBytes) -> (tag: FINTag, length: Int)? {
    var index = 0
    var number = 0
    while index < line.count, index < 3, line[index] &- 0x30 < 10 {
      number = number * 10 + Int(line[index] &- 0x30)
      index += 1
    }
    if index == 0 {
      let isNational = line.count >= 3 && line[0] == 0x4E && line[1] == 0x53 && line[2] == 0x3A
      return isNational ? (.nonSwift, 3) : nil
    }
    guard index >= 2, numbers.contains(number), index < line.count else { return nil }
    var option: UInt8 = 0
    if line[index] &- 0x41 < 26 {
      option = line[index]
      index += 1
    }
    guard index < line.count, line[index] == 0x3A else { return nil }
    return (FINTag(number, option), index + 1)
  }
}

/// A field of a FIN message: its lines, the first without the tag.
struct FINField {
  var tag: FINTag
  var lines: [FieldBytes]
  var place: RecordPlace
  /// Whether it was longer than any field may be, so that its end is missing.
  var isCut = false

  /// Longest field that is kept. The longest of the standard, 77T, has 9,000 characters; banks exceed others.
  static let mostBytes = 65_536

  /// The first line.
  var first: FieldBytes { lines.first ?? .empty }
}

extension FieldBytes {
  /// Place of the first such byte from `start` on; nil where there is none.
  func place(of byte: UInt8, from start: Int = 0) -> Int? {
    var index = start
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Place of a word of the program from `start` on; nil where it is not in it.
  func place(of word: StaticString, from start: Int = 0) -> Int? {
    let length = word.utf8CodeUnitCount
    var index = start
    while index + length <= count, let found = place(of: word.utf8Start[0], from: index) {
      if slice(found, count).opens(with: word) { return found }
      index = found + 1
    }
    return nil
  }

  /// The part from `start` on.
  func rest(_ start: Int) -> FieldBytes { start < count ? slice(start, count) : .empty }

  /// Whether `range` lies in it and holds digits alone.
  func hasDigits(_ range: Range<Int>) -> Bool {
    guard range.upperBound <= count else { return false }
    for index in range where self[index] &- 0x30 >= 10 { return false }
    return true
  }
}
