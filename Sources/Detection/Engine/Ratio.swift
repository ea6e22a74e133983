/// A value of a condition exactly: shares and averages are compared by multiplying across, so nothing is ever
/// rounded (law 8).
///
/// The language keeps every multiplier below 2^34 and every sum within 64 bits, so that what a rule can say
/// stays within 128.
struct Ratio {
  var numerator: Int128
  /// Above zero.
  var denominator: Int128

  @inline(__always)
  init(_ whole: Int128) {
    numerator = whole
    denominator = 1
  }

  @inline(__always)
  private init(_ numerator: Int128, over denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Rounded towards zero.
  var whole: Int128 { denominator == 1 ? numerator : numerator / denominator }

  /// In lowest terms, so that a chain of shares stays small.
  func scaled(by factor: Int64, over divisor: Int64) -> Ratio {
    let common = Int128(Self.greatestCommonDivisor(factor.magnitude, divisor.magnitude))
    let factor = Int128(factor) / common
    let divisor = Int128(divisor) / common
    return Ratio(numerator * factor, over: denominator * divisor)
  }

  /// The share this is of a whole above zero, in basis points, rounded towards zero.
  func inBasisPoints(of whole: Ratio) -> Int128 {
    numerator * 10_000 * whole.denominator / (denominator * whole.numerator)
  }

  static func + (left: Ratio, right: Ratio) -> Ratio {
    left.denominator == right.denominator
      ? Ratio(left.numerator + right.numerator, over: left.denominator)
      : Ratio(
        left.numerator * right.denominator + right.numerator * left.denominator,
        over: left.denominator * right.denominator)
  }

  static func - (left: Ratio, right: Ratio) -> Ratio {
    left + Ratio(-right.numerator, over: right.denominator)
  }

  static func * (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  @inline(__always)
  static func < (left: Ratio, right: Ratio) -> Bool {
    left.denominator == right.denominator
      ? left.numerator < right.numerator
      : left.numerator * right.denominator < right.numerator * left.denominator
  }

  @inline(__always)
  static func <= (left: Ratio, right: Ratio) -> Bool { !(right < left) }

  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return max(left, 1)
  }
}
