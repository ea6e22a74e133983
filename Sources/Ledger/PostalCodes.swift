/// In which county and state postal codes lie, so that a record that states only a branch's postal code can be looked at
/// by rules about counties and states. Replaceable reference data.
public final class PostalCodes: Sendable {
  /// What is known of one postal code; zero and `.none` where nothing is.
  public struct Area: BitwiseCopyable, Sendable {
    /// FIPS code: state × 1000 + county.
    public var county: UInt32
    public var state: Letters

    public init(county: UInt32 = 0, state: Letters = .none) {
      self.county = county
      self.state = state
    }
  }

  /// By postal code: one for every number of five digits.
  private let areas: FixedTable<Area>

  /// - Parameter areas: by postal code; codes of more than five digits are left out.
  public init(_ areas: [UInt32: Area]) {
    var table = Self.noAreas
    for (code, area) in areas where code < Self.count { table[Int(code)] = area }
    self.areas = FixedTable(table)
  }

  /// - Parameter table: by postal code, as long as `noAreas`.
  public init(table: [Area]) {
    precondition(table.count == Self.count, "a place for every number of five digits")
    areas = FixedTable(table)
  }

  /// A table to fill, of which nothing is known yet.
  public static var noAreas: [Area] { [Area](repeating: Area(), count: count) }

  deinit { areas.free() }

  private static let count = 100_000

  /// The area of a postal code; empty where it is not known.
  @inline(__always)
  public func area(of code: UInt32) -> Area { code < Self.count ? areas[Int(code)] : Area() }

  /// Fills in a posting's county and state, as far as they are wanted, where it states a postal code and not them.
  @inline(__always)
  public func complete(_ posting: inout Posting, wanted: FieldSet) {
    guard posting.zip != 0 else { return }
    let lacksCounty = posting.county == 0 && !wanted.isDisjoint(with: .county)
    let lacksState = posting.state == .none && !wanted.isDisjoint(with: .state)
    guard lacksCounty || lacksState else { return }
    let area = area(of: posting.zip)
    if lacksCounty { posting.county = area.county }
    if lacksState { posting.state = area.state }
  }
}
