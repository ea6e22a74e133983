import Ledger

/// What reviewers write. The database says who and when, refuses what its rules do not allow, and keeps all for ever.
extension Connection {
  /// A decision that was taken, or proposed where a second person has to agree.
  public struct DecisionOutcome: Codable, Hashable, Sendable {
    public var id: Int64
    /// Whether it waits for a second person: the status has not moved.
    public var isProposal: Bool
    /// The flag's status now.
    public var status: String
  }

  /// Decides on a flag.
  ///
  /// - Parameter evidenceDigest: of the flag as it was read (`FlagHead.evidenceDigest`).
  /// - Throws: `ReviewError` `.changedSinceRead`, `.moveNotAllowed`, `.notOpened`, `.decisionRefused`.
  public func decide(
    _ flag: String, to status: String, reasonCode: String, reason: String, evidenceDigest: String
  ) throws(ReviewError) -> DecisionOutcome {
    let place = "Deciding on the flag"
    try Self.require(reason, "a reason", place)
    let outcome = try query(
      """
      INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason, evidence_digest)
      VALUES ($1, $2, $3, $4, $5) RETURNING id, needs_second, CASE WHEN needs_second THEN from_status ELSE to_status END
      """, [flag, status, reasonCode, reason, evidenceDigest], doing: place
    ).first { cells in
      DecisionOutcome(id: cells.integer(), isProposal: cells.boolean(), status: cells.text())
    }
    guard let outcome else { throw Self.nothingCameBack(place) }
    return outcome
  }

  /// Agrees or disagrees with a proposed decision, as another person than the one who proposed it.
  ///
  /// - Throws: `ReviewError` `.secondPersonNeeded`, `.changedSinceRead`, `.notOpened`, `.decisionRefused`.
  public func giveSecondOpinion(on decision: Int64, agrees: Bool, reason: String) throws(ReviewError) {
    try Self.require(reason, "a reason", "Giving a second opinion")
    _ = try query(
      "INSERT INTO manumit.second_opinion (decision_id, agrees, reason) VALUES ($1, $2, $3)",
      ["\(decision)", agrees ? "true" : "false", reason], doing: "Giving a second opinion")
  }

  /// Gives a flag to somebody, or back where `assignee` is nil.
  ///
  /// - Throws: `ReviewError` `.notOpened`; `.termRefused` where nobody of that name reviews such flags.
  public func assign(_ flag: String, to assignee: String?, reason: String = "") throws(ReviewError) {
    _ = try query(
      "INSERT INTO manumit.assignment (flag_id, assignee, reason) VALUES ($1, $2, $3)",
      [flag, assignee, reason], doing: "Assigning the flag")
  }

  /// Puts a subject aside for a typology until a day comes, an ISO 8601 date.
  ///
  /// - Throws: `ReviewError` `.notOpened`; `.termRefused` where that is too long.
  public func snooze(subject: String, typology: String, until day: String, reason: String) throws(ReviewError)
  {
    try Self.require(reason, "a reason", "Putting the subject aside")
    try Self.require(day: day, "Putting the subject aside")
    _ = try query(
      "INSERT INTO manumit.snooze (subject_key, typology, until, reason) VALUES ($1, $2, $3, $4)",
      [subject, typology, day, reason], doing: "Putting the subject aside")
  }

  /// Writes a note beside a flag.
  ///
  /// - Parameter reference: where what belongs to it lies: a case number, a link.
  /// - Throws: `ReviewError` `.notOpened`.
  public func note(_ flag: String, text: String, reference: String? = nil) throws(ReviewError) {
    try Self.require(text, "a text", "Writing the note")
    _ = try query(
      "INSERT INTO manumit.note (flag_id, text, reference) VALUES ($1, $2, $3)",
      [flag, text, reference?.isEmpty == true ? nil : reference],
      doing: "Writing the note")
  }

  /// States that payments between a subject and somebody are in order, from one day to another, ISO 8601 dates.
  ///
  /// - Parameter counterparty: as the evidence has it: the account, or the name.
  /// - Throws: `ReviewError` `.notOpened`; `.termRefused` where that is too long.
  public func relate(
    subject: String, counterparty: String, from firstDay: String, until lastDay: String, reason: String
  ) throws(ReviewError) {
    let place = "Stating the relationship"
    try Self.require(reason, "a reason", place)
    try Self.require(counterparty, "the other side", place)
    try Self.require(day: firstDay, place)
    try Self.require(day: lastDay, place)
    guard firstDay <= lastDay else {
      throw Self.refused(place, "its last day comes before its first")
    }
    _ = try query(
      """
      INSERT INTO manumit.known_relationship (subject_key, counterparty, from_date, until_date, reason)
      VALUES ($1, $2, $3, $4, $5)
      """, [subject, counterparty, firstDay, lastDay, reason], doing: place)
  }

  /// Ends a known relationship before its time.
  ///
  /// - Throws: `ReviewError` `.notOpened`.
  public func endRelationship(_ id: Int64, reason: String) throws(ReviewError) {
    try Self.require(reason, "a reason", "Ending the relationship")
    _ = try query(
      "INSERT INTO manumit.known_relationship_end (id, reason) VALUES ($1, $2)", ["\(id)", reason],
      doing: "Ending the relationship")
  }

  /// Who is signed in, by the role that counts: the one that a decision keeps.
  public func person() throws(ReviewError) -> String {
    try query("SELECT session_user", doing: "Asking who is signed in").required(0, 0)
  }

  // Said here, where the words for it are: the server would only name a constraint.

  private static func require(_ text: String, _ what: String, _ place: String) throws(ReviewError) {
    guard text.contains(where: { !$0.isWhitespace }) else { throw refused(place, "\(what) is needed") }
  }

  private static func require(day: String, _ place: String) throws(ReviewError) {
    guard BusinessDay(day) != nil else { throw refused(place, "a date is written as 2026-03-07") }
  }

  private static func refused(_ place: String, _ reason: String) -> ReviewError {
    ReviewError(code: .termRefused, place: place, reason: reason, advice: "Mend it, and try again.")
  }

  private static func nothingCameBack(_ place: String) -> ReviewError {
    ReviewError(
      code: .failed, place: place, reason: "the server took it and did not say what became of it",
      advice: "Read the flag again; if it stays, report it.")
  }
}
