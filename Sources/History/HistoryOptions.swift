/// How long postings are remembered, and how the state is opened.
public struct HistoryOptions: Sendable {
  /// Days after the latest date during which a record may still come. A month: corrections follow the monthly
  /// statement, and a forgotten night is noticed sooner.
  public var latenessDays = 30
  /// The longest window any indicator asks for; a late record is assessed over windows as long.
  public var windowDays = 90
  /// Seconds to wait for another program that holds the state; 0 refuses at once.
  public var patience = 0
  /// What this program does, for whoever finds the state locked: `scan`. No file names, they may name people.
  public var command = "manumit"

  public init() {}

  /// Days before the latest date that are remembered. Everything a late record's windows can reach.
  public var retentionDays: Int { latenessDays + windowDays }
}
