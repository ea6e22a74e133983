public import Rulebook

/// Distances between postal codes, in whole metres.
public struct DistanceTable: Sendable {
  private let geography: Geography

  public init(_ geography: Geography) { self.geography = geography }

  /// Metres between two five-digit postal codes; nil where either is unknown.
  public func metres(from: UInt32, to: UInt32) -> Int64? {
    guard from != 0, to != 0 else { return nil }
    if from == to { return 0 }
    guard let start = geography.place(of: from), let end = geography.place(of: to) else { return nil }
    return GreatCircle.metres(from: start, to: end)
  }
}
