extension Connection {
  private static let readingStatistics = "Reading the statistics"

  /// How often each red flag led to something, by indicator and typology; of one indicator or of all.
  public func rulePerformance(indicator: String? = nil) throws(ReviewError) -> [RulePerformance] {
    try query(
      """
      SELECT p.indicator, p.typology, p.flags, p.reviewed, p.productive, p.unproductive, p.rate, p.low, p.high,
        \(.moment("p.last_productive_at")), p.last_productive_age_days
      FROM manumit.rule_performance p WHERE $1::text IS NULL OR p.indicator = $1 ORDER BY p.indicator, p.typology
      """, [indicator], doing: Self.readingStatistics
    ).map { cells in
      RulePerformance(
        indicator: cells.text(), typology: cells.text(), flags: cells.integer(), reviewed: cells.integer(),
        productive: cells.integer(), unproductive: cells.integer(), rate: cells.number(),
        low: cells.number(), high: cells.number(), lastProductiveAt: cells.optional(),
        lastProductiveAgeDays: cells.optionalInteger())
    }
  }

  /// Flags by month, region and typology, newest month first.
  public func typologyMonths() throws(ReviewError) -> [TypologyMonth] {
    try query(
      """
      SELECT to_char(m.month, 'YYYY-MM'), m.region, m.typology, m.flags, m.reviewed, m.productive, m.unproductive,
        m.possible_victims
      FROM manumit.typology_month m ORDER BY m.month DESC, m.typology, m.region NULLS LAST
      """, doing: Self.readingStatistics
    ).map { cells in
      TypologyMonth(
        month: cells.text(), region: cells.written(), typology: cells.text(), flags: cells.integer(),
        reviewed: cells.integer(), productive: cells.integer(), unproductive: cells.integer(),
        possibleVictims: cells.integer())
    }
  }

  /// Forced labor beside the sex trade, newest month first.
  public func forcedLaborBesideSex() throws(ReviewError) -> [ForcedLaborBesideSex] {
    try query(
      """
      SELECT to_char(m.month, 'YYYY-MM'), m.labor_flags, m.labor_reviewed, m.labor_productive, m.sex_flags,
        m.sex_reviewed, m.sex_productive
      FROM manumit.forced_labor_beside_sex m ORDER BY m.month DESC
      """, doing: Self.readingStatistics
    ).map { cells in
      ForcedLaborBesideSex(
        month: cells.text(), laborFlags: cells.integer(), laborReviewed: cells.integer(),
        laborProductive: cells.integer(), sexFlags: cells.integer(), sexReviewed: cells.integer(),
        sexProductive: cells.integer())
    }
  }

  /// All statistics, with when they were counted.
  public func statistics() throws(ReviewError) -> ReviewStatistics {
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: Self.readingStatistics)
    defer { rollBack() }
    let refreshed = try query(
      "SELECT \(.moment("max(p.refreshed_at)")) FROM manumit.typology_month p", doing: Self.readingStatistics)
    return ReviewStatistics(
      refreshedAt: refreshed.text(0, 0), rules: try rulePerformance(), months: try typologyMonths(),
      forcedLaborBesideSex: try forcedLaborBesideSex())
  }

  /// The reason codes that decisions take.
  public func decisionReasons() throws(ReviewError) -> [DecisionReason] {
    try query(
      """
      SELECT r.code, r.meaning, r.is_productive FROM manumit.decision_reason r
      ORDER BY r.code = 'other', r.is_productive IS NOT NULL, r.is_productive DESC, r.code
      """, doing: "Reading the reason codes"
    ).map { cells in
      DecisionReason(
        code: cells.text(), meaning: cells.written() ?? "", isProductive: cells.optional().map { $0 == "t" })
    }
  }
}
