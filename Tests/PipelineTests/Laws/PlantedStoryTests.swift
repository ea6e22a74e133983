import Detection
import Foundation
import Reporting
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// A planted story under the shipped rulebook: workers whose pay is swept to one payee. What is said of it, of
/// whom, and whether every number of it follows from its evidence.
@Suite struct PlantedStoryTests {
  @Test func sweptWagesAreToldAtThePayee() throws {
    let state = try TestState(try Rulebook.shipped())
    try state.scan(Self.rows)
    let flags = try state.flags()
    let flag = try #require(flags.first { $0.typology == "labor-trafficking" })
    #expect(flags.allSatisfy { $0.subjectIdentifier == "CREW-1" }, "the workers themselves are not flagged")
    #expect(flag.subjectName == "M. Boss")
    #expect(flag.role == "controller")
    #expect(flag.related.map(\.identifier) == ["W1", "W2", "W3"])
    #expect(flag.related.allSatisfy { $0.role == "possible_victim" })
    #expect(
      flag.explanation.hasPrefix(
        "From 6 March 2026 to 27 March 2026, payments to an outside party matched 1 red flag published for labor "
          + "trafficking. The pattern is one of those who collect from others.\n\n"
          + "3 customers paid it $9,600.00 in 12 payments."), "\(flag.explanation)")
    #expect(
      flag.explanation.contains("swept workers in 90 days: 3 different customers (threshold: at least 3)"))
    #expect(
      flag.explanation.contains("Wages are sent on to one payee within a day of being paid [LAB-WAGE-SWEEP]"))
    for finding in flag.findings {
      for measure in finding.measures {
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }
    let paid = flag.evidence.filter { !$0.isGathered }
    #expect(paid.count == 12 && paid.map(\.minorUnits).reduce(0, +) == 960_000)
    #expect(paid.allSatisfy { $0.direction == "debit" }, "wages are no money of the hub's")
  }

  /// Dates without times put wages and sweep at one instant: the hub is still the payee, not the employer.
  @Test func datesAloneNameTheRightHub() throws {
    let state = try TestState(try Rulebook.shipped())
    try state.scan(
      Self.rows.map { $0.replacing("T08:00:00-06:00", with: "").replacing("T18:00:00-06:00", with: "") })
    let flags = try state.flags()
    #expect(!flags.isEmpty)
    #expect(flags.allSatisfy { $0.subjectIdentifier == "CREW-1" }, "\(flags.map(\.subjectIdentifier))")
  }

  /// Three workers, four Fridays: $1,000 in the morning, $800 gone by evening.
  private static let rows: [String] = (1...3).flatMap { worker in
    [6, 13, 20, 27].flatMap { day in
      [
        row(worker, day, "08:00:00", "1000.00", "credit", "ach", "FARM-9", "Green Farm", "payroll"),
        row(worker, day, "18:00:00", "800.00", "debit", "p2p", "CREW-1", "M. Boss", ""),
      ]
    }
  }

  private static func row(
    _ worker: Int, _ day: Int, _ time: String, _ amount: String, _ direction: String, _ channel: String,
    _ other: String, _ name: String, _ purpose: String
  ) -> String {
    let date = "2026-03-\(day < 10 ? "0" : "")\(day)T\(time)-06:00"
    return [
      "T\(worker)-\(day)-\(direction)", date, amount, "USD", direction, channel, "A\(worker)", "W\(worker)",
      "Worker \(["One", "Two", "Three"][worker - 1])", "77002", "", "", "", other, name, "", "", purpose, "",
    ].joined(separator: ",")
  }
}
