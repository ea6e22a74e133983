/// An ISO 4217 currency: its code, and how many decimals its minor unit has.
public struct Currency: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The three letters of the code, packed.
  public let letters: Letters

  @inlinable
  public init(letters: Letters) { self.letters = letters }

  /// The currency of a three-letter code such as `USD`; nil unless it is three ASCII letters.
  public init?(_ code: some StringProtocol) {
    guard code.utf8.count == 3, let letters = Letters(code) else { return nil }
    self.letters = letters
  }

  /// The US dollar.
  public static let usDollar = Currency(letters: Letters(rawValue: 21 << 10 | 19 << 5 | 4))

  /// Decimals of the minor unit.
  ///
  /// Two, but for the currencies ISO 4217 (List One) gives none, three or four.
  public var decimals: Int {
    Self.exceptionalDecimals[letters] ?? 2
  }

  /// The ISO 4217 currencies whose minor unit is not a hundredth.
  private static let exceptionalDecimals: [Letters: Int] = {
    var table: [Letters: Int] = [:]
    let none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    let three = "BHD IQD JOD KWD LYD OMR TND"
    for (codes, decimals) in [(none, 0), (three, 3), ("CLF UYW", 4)] {
      for code in codes.split(separator: " ") {
        if let letters = Letters(code) { table[letters] = decimals }
      }
    }
    return table
  }()

  @inlinable
  public static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
}

extension Currency: CustomStringConvertible {
  /// The three-letter code.
  public var description: String { letters.description }
}
