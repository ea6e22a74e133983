import Rulebook

/// Distance on the Earth in integer arithmetic, so that every machine gives the same metres.
///
/// Degrees of longitude are shortened by the cosine of the middle latitude. Between postal areas of the
/// contiguous United States that is within 1 % of the great circle up to 1,000 km and within 4 % coast to
/// coast; rules ask for "farther than 100 miles", where the width of a postal area matters more.
enum GreatCircle {
  /// Mean radius of the Earth in metres (IUGG).
  private static let radius: Int64 = 6_371_009

  static func metres(from start: Geography.Place, to end: Geography.Place) -> Int64 {
    let latitude = Int64(end.latitudeMicrodegrees) - Int64(start.latitudeMicrodegrees)
    let longitude = Int64(end.longitudeMicrodegrees) - Int64(start.longitudeMicrodegrees)
    let middle = (Int64(end.latitudeMicrodegrees) + Int64(start.latitudeMicrodegrees)) / 2
    let east = longitude * cosineMillionths(microdegrees: middle) / 1_000_000
    let squared = UInt64((latitude * latitude + east * east).magnitude)
    // One degree of a great circle is radius × π / 180 metres; 3.14159265 in hundred-millionths.
    return Int64(squareRoot(squared)) * radius / 1_000_000 * 314_159_265 / 100_000_000 / 180
  }

  /// Cosine in millionths by its power series in integers: 1 − x²/2 + x⁴/24 − x⁶/720 + x⁸/40320.
  static func cosineMillionths(microdegrees: Int64) -> Int64 {
    let x = microdegrees.magnitude > 90_000_000 ? 90_000_000 : Int64(microdegrees.magnitude)
    let radians = x * 174_533 / 10_000_000  // millionths of a radian
    let square = radians * radians / 1_000_000
    let fourth = square * square / 1_000_000
    let sixth = fourth * square / 1_000_000
    let eighth = sixth * square / 1_000_000
    return 1_000_000 - square / 2 + fourth / 24 - sixth / 720 + eighth / 40_320
  }

  /// Integer square root by Newton's method.
  static func squareRoot(_ value: UInt64) -> UInt64 {
    guard value > 1 else { return value }
    var estimate = UInt64(1) << UInt64((64 - value.leadingZeroBitCount + 1) / 2)
    while true {
      let better = (estimate + value / estimate) / 2
      if better >= estimate { return estimate }
      estimate = better
    }
  }
}
