extension Evaluation {
  /// The whole as one JSON object.
  public var json: String {
    let numbers = [
      "\"flagged\":\(flagged)", "\"hub_flags\":\(hubFlags)", "\"leaf_flags\":\(leafFlags)",
      "\"other_false\":\(otherFalse)", "\"budget\":\(budget)",
      "\"average_precision\":\(Self.decimal(averagePrecision))",
      "\"median_days_to_detection\":\(medianDaysToDetection.map { Self.decimal($0) } ?? "null")",
    ]
    let shares = [
      ("precision", precision), ("recall", recall), ("precision_at_budget", precisionAtBudget),
      ("operations", operations), ("operations_at_budget", operationsAtBudget),
      ("victims_named", victimsNamed),
    ].map { "\"\($0.0)\":\(Self.json($0.1))" }
    let tables = [
      ("by_typology", byTypology), ("by_typology_named", byTypologyNamed), ("by_difficulty", byDifficulty),
      ("lookalikes", lookalikes),
    ].map { "\"\($0.0)\":\(Self.json($0.1))" }
    let events = NeverEvent.allCases.map { "\"\($0.rawValue)\":\(neverEvents[$0] ?? 0)" }
    let never = "\"never_events\":{\(events.joined(separator: ","))}"
    return "{\((numbers + shares + tables + [never]).joined(separator: ","))}"
  }

  private static func json(_ share: Share) -> String {
    "{\"count\":\(share.count),\"total\":\(share.total),\"value\":\(decimal(share.value))}"
  }

  private static func json(_ table: [String: Share]) -> String {
    let rows = table.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json($0.value))" }
    return "{\(rows.joined(separator: ","))}"
  }

  /// Names of groups and typologies come from files: whatever JSON does not allow is left out.
  private static func quoted(_ text: String) -> String {
    "\"" + String(text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }) + "\""
  }
}
