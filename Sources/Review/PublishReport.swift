/// What a batch changed in the database. All zero where everything had been delivered before.
public struct PublishReport: Hashable, Sendable {
  public var flagsCreated = 0
  public var flagsExtended = 0
  public var flagsAmended = 0
  /// Decided flags that have evidence they never had before.
  public var flagsReopened = 0
  public var flagsWithdrawn = 0
  public var flagsRestored = 0
  public var runs = 0
  public var rejections = 0

  public init() {}

  /// Counts an event by its name in `manumit.flag_event`.
  mutating func count(event: String) {
    switch event {
    case "created": flagsCreated += 1
    case "extended": flagsExtended += 1
    case "amended": flagsAmended += 1
    case "reopened": flagsReopened += 1
    case "withdrawn": flagsWithdrawn += 1
    case "restored": flagsRestored += 1
    default: break
    }
  }

  /// Adds another batch's.
  public mutating func add(_ other: PublishReport) {
    flagsCreated += other.flagsCreated
    flagsExtended += other.flagsExtended
    flagsAmended += other.flagsAmended
    flagsReopened += other.flagsReopened
    flagsWithdrawn += other.flagsWithdrawn
    flagsRestored += other.flagsRestored
    runs += other.runs
    rejections += other.rejections
  }
}
