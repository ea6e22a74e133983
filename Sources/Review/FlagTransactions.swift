import Detection

/// The transactions of a flag, each once, with what they are used for.
struct FlagTransactions {
  struct Entry {
    var transaction: EvidenceTransaction
    /// Indicators and mitigations that use it, in the flag's order.
    var indicators: [String]
    /// Whether a red flag rests on it, not a mitigation alone.
    var isSupporting: Bool
  }

  /// In the order of their identities: equal flags give equal rows.
  let all: [Entry]

  init(_ flag: Flag) {
    var entries: [String: Entry] = [:]
    for (findings, isSupporting) in [(flag.findings, true), (flag.mitigations, false)] {
      for finding in findings {
        for transaction in finding.evidence {
          var entry =
            entries[transaction.identity]
            ?? Entry(transaction: transaction, indicators: [], isSupporting: false)
          if !entry.indicators.contains(finding.indicator) { entry.indicators.append(finding.indicator) }
          entry.isSupporting = entry.isSupporting || isSupporting
          entries[transaction.identity] = entry
        }
      }
    }
    all = entries.values.sorted { $0.transaction.identity < $1.transaction.identity }
  }

  /// The real transactions that red flags rest on.
  var supporting: [EvidenceTransaction] {
    all.filter { $0.isSupporting && !$0.transaction.isGathered }.map(\.transaction)
  }

  /// The state in which most of them were made, by branch or terminal; of equals the first by letters, nil where none
  /// is stated. Of two capital letters or nothing: statistics without names show it.
  var region: String? {
    var counts: [String: Int] = [:]
    for transaction in supporting {
      guard let state = transaction.fields["branch_state"], state.utf8.count == 2,
        state.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
      else { continue }
      counts[state, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}

extension Finding {
  /// Its transactions by identity, with the sets of the rule each belongs to, sorted.
  var setsByTransaction: [String: [String]] {
    var sets: [String: Set<String>] = [:]
    for transaction in evidence { sets[transaction.identity, default: []].formUnion(transaction.sets) }
    return sets.mapValues { $0.sorted() }
  }
}
