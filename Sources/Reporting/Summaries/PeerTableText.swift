public import Detection
public import Ledger

/// A table of peers as a file of reference data, in the form the rulebook reads.
public enum PeerTableText {
  /// The name of a measure's file.
  public static func fileName(of measure: PeerMeasure) -> String {
    "peers-\(measure.name.replacing("_", with: "-")).yaml"
  }

  /// What stands before the first step.
  public static func head(of table: PeerTable) -> String {
    """
    # Computed by `manumit peers` from what a state remembers. A step holds from its day on; older ones stay, so that what was
    # flagged by them can be told again.
    peers: \(table.measure.name)
    title: \(table.measure.title)
    of: \(table.measure == .cashShare ? "shares" : "amounts")
    sources:
      - the institution's own customers
    steps:

    """
  }

  /// One step; nil where no group was large enough.
  public static func step(of table: PeerTable, from day: BusinessDay, source: String) -> String? {
    guard !table.trades.isEmpty || !table.occupations.isEmpty else { return nil }
    var lines = ["  - from: \(day)", "    source: \(quoted(source))"]
    for (title, groups) in [("trades", table.trades), ("occupations", table.occupations)]
    where !groups.isEmpty {
      lines.append("    \(title):")
      for (name, figures) in groups.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "      \(quoted(name)): {median: \(value(figures.median, table)), "
            + "95th: \(value(figures.ninetyFifth, table))}  # \(figures.customers) customers")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func value(_ number: Int64, _ table: PeerTable) -> String {
    table.measure == .cashShare
      ? Money.decimal(number, decimals: 2) + "%"
      : "\(Money(minorUnits: number, currency: table.currency).decimal) \(table.currency)"
  }

  private static func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "'"))\"" }
}
