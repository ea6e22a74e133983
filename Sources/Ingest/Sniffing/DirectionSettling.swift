/// Which way money moved: by a column of words, by two columns, or by the sign.
extension ProposalDraft {
  mutating func settleDirection() {
    if profile.legs == .both { return }
    if bound[.debitAmount] != nil, bound[.creditAmount] != nil {
      bound[.direction] = nil
      found("Money out and money in have a column each.")
      return
    }
    let amount = facts(.amount)
    let isSigned = (amount?.negative ?? 0) > 0
    if let column = column(.direction) ?? (isSigned ? nil : directionByContent()) {
      if acceptDirection(column, isSigned: isSigned) { return }
    }
    if isSigned {
      found("Some amounts are negative (\(amount?.negative ?? 0)): a minus is read as money out.")
    } else if amount != nil {
      ask(
        "direction",
        "Nothing says which way money moved: no amount is negative and no column holds debit or credit. Bind "
          + "direction, or set amount: {sign: debit} or {sign: credit}.")
    }
  }

  /// Takes the column as direction where its words are known; false where another way must be found.
  private mutating func acceptDirection(_ column: Int, isSigned: Bool) -> Bool {
    guard let codes = DirectionEvidence.codes(for: table.facts(column)) else {
      bound[.direction] = nil
      if !isSigned {
        ask(
          "direction",
          "\(table.label(column)) seems to say which way money moved, mostly in words that are not known. Say what "
            + "they mean under codes: {direction: …}.")
        return true
      }
      return false
    }
    if isSigned, signsRepeatDirection(column, codes) {
      bound[.direction] = nil
      profile.amount.sign = .negativeIsDebit
      found("\(table.label(column)) repeats the sign of the amounts: a minus is read as money out.")
      return true
    }
    if bound[.direction] == nil {
      bound[.memo]?.removeAll { $0 == column }
      if bound[.memo]?.isEmpty == true { bound[.memo] = nil }
    }
    bound[.direction] = [column]
    noteOthers(table.facts(column).filled - table.facts(column).directions, in: column)
    // All the words that are not built in, not only those that happen to stand in the sample.
    if codes.keys.contains(where: { DirectionEvidence.builtIn($0) == nil }) {
      profile.codes[.direction] = DirectionEvidence.others
    }
    found("\(table.label(column)) says which way money moved.")
    return true
  }

  private func signsRepeatDirection(_ column: Int, _ codes: [String: String]) -> Bool {
    guard let amount = self.column(.amount) else { return false }
    var agree = 0
    var known = 0
    for row in table.rows {
      guard let word = codes[DirectionEvidence.key(row[column])] else { continue }
      known += 1
      let isNegative = row[amount].contains("-") || row[amount].contains("(")
      if isNegative == (word == "debit") { agree += 1 }
    }
    return Majority.holds(agree, of: known)
  }

  /// A free column that holds words for money in and out.
  private func directionByContent() -> Int? {
    free.first { column in
      let facts = table.facts(column)
      return Majority.holds(facts.filled, of: table.rows.count) && DirectionEvidence.codes(for: facts) != nil
    }
  }
}
