import Detection
import Foundation
import Reporting
import TestSupport
import Testing

@testable import Pipeline

/// Law 6 for words: every number in an explanation is recomputed from the evidence stored with the flag, or
/// is a threshold, a date, or part of a name the rulebook gives.
@Suite struct ExplanationTests {
  @Test(arguments: UInt64(1)...3)
  func everyNumberIsAccountedFor(seed: UInt64) throws {
    let state = try TestState(try SensitiveRules.rulebook())
    try state.scan(RandomExport(400, days: 30, seed: seed).rows)
    let flags = try state.flags()
    #expect(flags.count > 5)
    for flag in flags {
      let known = Self.known(flag)
      for number in Self.numbers(in: flag.explanation) {
        #expect(known.contains(number), "seed \(seed), flag \(flag.id): \(number) in: \(flag.explanation)")
      }
    }
  }

  @Test func saysWhatItMaySay() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    try state.scan(RandomExport(400, days: 30, seed: 4).rows)
    for flag in try state.flags() {
      #expect(!flag.explanation.contains("trafficker") && !flag.explanation.contains("criminal"))
      #expect(flag.explanation.contains("innocently"))
      for finding in flag.findings { #expect(flag.explanation.contains(finding.indicator)) }
      if flag.role == "possible_victim" {
        #expect(flag.explanation.contains("may be a victim"))
        #expect(!flag.explanation.lowercased().contains("suspect this"))
      }
    }
  }

  /// All numbers of a text, without thousands separators.
  private static func numbers(in text: String) -> Set<String> {
    let pattern = /[0-9][0-9,]*(?:\.[0-9]+)?/
    return Set(
      text.matches(of: pattern).map { match in
        var number = match.output.filter { $0 != "," }
        while number.count > 1, number.hasPrefix("0"), !number.hasPrefix("0.") { number.removeFirst() }
        return String(number)
      })
  }

  private static func known(_ flag: Flag) -> Set<String> {
    var known: Set<String> = ["22", "00", "06", "0", "6"]  // the night of the wording
    func add(_ text: String) { known.formUnion(numbers(in: text)) }
    add("\(Set(flag.findings.map(\.indicator)).count) \(flag.related.count)")
    for finding in flag.findings + flag.mitigations {
      add(DateText.date(finding.day) + " \(-finding.points) \(finding.indicator)")
      let values = finding.measures.compactMap { measure in
        MeasureAudit.recompute(measure, from: finding.evidence).map { Quantity($0, measure.value.unit) }
      }
      for value in values {
        add(QuantityText.text(value))
        // A share is one recomputed number of another.
        for whole in values where whole.value > 0 && whole.unit == value.unit {
          add(QuantityText.text(Quantity(value.value * 10_000 / whole.value, .basisPoints)))
        }
      }
      for condition in finding.conditions {
        add(condition.text + " " + QuantityText.text(condition.threshold))
        if let upper = condition.upperThreshold { add(QuantityText.text(upper)) }
      }
    }
    addMovement(flag, add)
    add(DateText.date(flag.firstDay) + " " + DateText.date(flag.lastDay))
    return known
  }

  /// What came in and went out, counted here once more from the rows.
  private static func addMovement(_ flag: Flag, _ add: (String) -> Void) {
    let rows = flag.evidence.filter { !$0.isGathered }
    add("\(rows.count { $0.timeKnown && isNight($0) })")
    for direction in ["credit", "debit"] {
      let own = rows.filter { $0.direction == direction }
      let others = Set(own.compactMap { $0.fields["counterparty_account"] ?? $0.fields["counterparty_name"] })
      let people = Set(own.compactMap { $0.fields["conductor"] })
      let customers = Set(own.compactMap { $0.fields["customer_id"] ?? $0.fields["account_id"] })
      add("\(own.count) \(others.count) \(people.count) \(customers.count)")
      for (currency, group) in Dictionary(grouping: own, by: \.currency) {
        add(QuantityText.text(Quantity(group.map(\.minorUnits).reduce(0, +), .money(currency))))
      }
    }
  }

  private static func isNight(_ row: EvidenceTransaction) -> Bool {
    let minute = (row.instant / 60_000 + Int64(row.zoneMinutes)) % 1440
    return minute >= 22 * 60 || minute < 6 * 60
  }
}
