/// Numbers that look random, none given twice: a counter, walked through the range in strides.
struct Numbering {
  private let size: UInt64
  private let stride: UInt64
  private var place: UInt64
  private let digits: Int

  /// Numbers of so many digits. The stride ends in 1, 3, 7 or 9, so it shares no factor with the size and
  /// comes back to its start only after all of them.
  init(digits: Int, _ dice: inout Dice) {
    self.digits = digits
    var size: UInt64 = 1
    for _ in 0..<digits { size *= 10 }
    self.size = size
    let tenth = Int(size / 10)
    stride = UInt64(tenth / 4 + dice.below(max(1, tenth / 2))) * 10 + [1, 3, 7, 9][dice.below(4)]
    place = UInt64(dice.below(Int(size)))
  }

  /// The next one, with its leading zeros.
  mutating func next() -> String {
    place = (place + stride) % size
    let text = String(place)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
