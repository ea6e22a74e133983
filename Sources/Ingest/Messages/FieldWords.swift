import Ledger

/// Words of the program, and fields compared with them.
extension FieldBytes {
  /// A word of the program itself, at an address that stays.
  init(_ word: StaticString) {
    self.init(start: UnsafeRawPointer(word.utf8Start), count: word.utf8CodeUnitCount)
  }

  /// Whether it begins with a word of the program.
  func opens(with word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where self[index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether it is a word of the program.
  func reads(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && opens(with: word) }

  /// Whether the bytes are those of `word`, in capitals or not.
  func says(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where (self[index] ^ word.utf8Start[index]) & 0xDF != 0 { return false }
    return true
  }
}
