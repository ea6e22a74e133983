/// A number with its kind: counts, amounts, durations, distances and shares are never mixed up.
public struct Quantity: Codable, Hashable, Sendable {
  /// What the number counts.
  public enum Unit: Codable, Hashable, Sendable {
    case count
    /// Minor units of the currency of this code.
    case money(String)
    case seconds
    case metres
    /// Hundredths of a percent; 10,000 is the whole.
    case basisPoints
  }

  /// The whole number of units.
  public var value: Int64
  /// Their kind.
  public var unit: Unit

  public init(_ value: Int64, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }
}
