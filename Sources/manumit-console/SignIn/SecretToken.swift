/// Numbers that nobody can guess, for cookies and forms.
enum SecretToken {
  /// 256 bits: past guessing, whatever the number of sessions.
  private static let words = 4

  /// A new one, 64 hexadecimal digits, from the system's generator.
  static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<words).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether two are equal, in a time that does not tell how far they agree.
  static func equal(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
