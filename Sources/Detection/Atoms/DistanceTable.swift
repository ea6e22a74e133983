public import Rulebook

/// Distances between postal codes, in whole metres.
public struct DistanceTable: Sendable {
  private let places: [UInt32: Geography.Place]

  public init(_ geography: Geography) { places = geography.places }

  /// Metres between two five-digit postal codes; nil where either is unknown.
  public func metres(from: UInt32, to: UInt32) -> Int64? {
    guard from != 0, to != 0 else { return nil }
    if from == to { return 0 }
    guard let start = place(of: from), let end = place(of: to) else { return nil }
    return GreatCircle.metres(from: start, to: end)
  }

  /// A postal code's own place, or that of its first three digits.
  private func place(of zip: UInt32) -> Geography.Place? { places[zip] ?? places[zip / 100] }
}
