/// The one curve that chance needs, in plain arithmetic, so that every machine agrees to the last bit.
enum Curve {
  static let binaryLogarithmOfE = 1.4426950408889634

  /// Two to the power of `exponent`, to within a thousandth.
  static func power2(_ exponent: Double) -> Double {
    guard exponent > -60 else { return 0 }
    let clamped = min(exponent, 60)
    let whole = clamped.rounded(.down)
    let part = clamped - whole
    let mantissa = 1 + part * (0.69583282 + part * (0.22606716 + part * 0.0780988))
    let scale = whole >= 0 ? Double(1 << Int(whole)) : 1 / Double(1 << Int(-whole))
    return mantissa * scale
  }
}
