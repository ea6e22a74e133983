public import Ledger

/// Where postal codes lie, for distances. Replaceable reference data.
public struct Geography: Sendable {
  /// Latitude and longitude in millionths of a degree by postal code, or by its first three digits
  /// (`zip / 100`, at most 999): read with `place(of:)`.
  public var places: [UInt32: Place]

  /// In which county and state they lie.
  public var postalCodes: PostalCodes

  /// The middle of a postal code's area.
  public struct Place: Sendable, Hashable {
    public var latitudeMicrodegrees: Int32
    public var longitudeMicrodegrees: Int32

    public init(latitudeMicrodegrees: Int32, longitudeMicrodegrees: Int32) {
      self.latitudeMicrodegrees = latitudeMicrodegrees
      self.longitudeMicrodegrees = longitudeMicrodegrees
    }
  }

  public init(places: [UInt32: Place] = [:], postalCodes: PostalCodes = PostalCodes([:])) {
    self.places = places
    self.postalCodes = postalCodes
  }
}
