extension Evaluation {
  /// The whole in lines that are read.
  public var lines: [String] {
    var lines = [
      "flagged            \(flagged) subjects: \(hubFlags) hubs, \(leafFlags) leaves of operations",
      "precision          \(Self.text(precision))",
      "recall             \(Self.text(recall)) customers and outside accounts",
      "average precision  \(Self.decimal(averagePrecision))",
      "at a budget of \(budget):",
      "  precision        \(Self.text(precisionAtBudget))",
      "  operations       \(Self.text(operationsAtBudget))",
      "operations found   \(Self.text(operations))",
    ]
    for (typology, share) in byTypology.sorted(by: { $0.key < $1.key }) {
      let named = byTypologyNamed[typology].map { Self.text($0) } ?? ""
      lines.append("  \(Self.padded(typology, 33))\(Self.text(share)), under its own name \(named)")
    }
    for difficulty in Difficulty.allCases {
      guard let share = byDifficulty[difficulty.rawValue] else { continue }
      lines.append("  \(Self.padded(difficulty.rawValue, 33))\(Self.text(share))")
    }
    let days = medianDaysToDetection.map { "\(Self.decimal($0)) days" } ?? "none found"
    lines.append("median detection   \(days)")
    lines.append("victims named      \(Self.text(victimsNamed))")
    lines.append(
      "innocent flagged   \(lookalikes.values.reduce(0) { $0 + $1.count }) look-alikes, \(otherFalse) others")
    for (group, share) in lookalikes.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) })
    where share.count > 0 {
      lines.append("  \(Self.padded(group, 45))\(Self.text(share))")
    }
    for event in NeverEvent.allCases {
      lines.append("never: \(Self.padded(event.rawValue, 38))\(neverEvents[event] ?? 0)")
    }
    return lines
  }

  static func text(_ share: Share) -> String { "\(decimal(share.value)) (\(share.count) of \(share.total))" }

  /// Three decimals; nothing else is known so exactly.
  static func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let part = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - part.count))\(part)"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
