import Detection
import Ledger

/// Flags and their parts, small and readable; every test says what differs.
enum Fixture {
  /// 2026-03-02 09:00 UTC.
  static let start: Int64 = 1_772_442_000_000

  static func transaction(
    _ number: Int, minorUnits: Int64 = 290_000, currency: String = "USD", direction: String = "credit",
    memo: String? = nil, sets: [String] = ["remote cash"]
  ) -> EvidenceTransaction {
    var fields = [
      "account_id": "ACC-1", "txn_id": "T\(number)", "branch_state": "GA", "branch_county": "Fulton",
      "conductor": "Person \(number % 3)",
    ]
    fields["memo"] = memo
    return EvidenceTransaction(
      identity: hexadecimal(UInt64(number)), instant: start + Int64(number) * 3_600_000, zoneMinutes: -300,
      timeKnown: true, minorUnits: minorUnits, currency: currency, direction: direction, channel: "cash",
      purpose: "unstated", fields: fields, file: "march.csv", line: number + 1, sets: sets)
  }

  static func finding(
    _ evidence: [EvidenceTransaction], _ indicator: String = "SMUG-REMOTE-CASH", points: Int = 20
  ) -> Finding {
    let conductors = Set(evidence.compactMap { $0.fields["conductor"] }).count
    return Finding(
      indicator: indicator, day: "2026-03-06", moment: start + 999, zoneMinutes: -300, points: points,
      conditions: [
        ConditionObservation(
          text: "distinct(conductor) of remote cash in window",
          observed: Quantity(Int64(conductors), .count), comparison: ">=", threshold: Quantity(2, .count),
          holds: true)
      ],
      measures: [
        Measure(
          text: "sum of remote cash in 14 days", aggregate: "sum", field: nil, set: "remote cash",
          from: start, until: start + 86_400_000,
          value: Quantity(evidence.reduce(0) { $0 + $1.minorUnits }, .money("USD")))
      ], evidence: evidence)
  }

  static func id(_ number: Int) -> String { hexadecimal(0) + hexadecimal(UInt64(number)) }

  static func flag(
    _ number: Int = 1, evidence: [EvidenceTransaction] = (1...3).map { transaction($0) },
    mitigations: [Finding] = [], related: [RelatedSubject] = [], score: Int = 35,
    role: String = "facilitator", explanation: String = "Cash from several people,\nfar from home.",
    name: String? = "Jo Doe"
  ) -> Flag {
    Flag(
      id: id(number), subject: id(1000 + number), subjectKind: "customer",
      subjectIdentifier: "CUST-\(number)",
      subjectName: name, typology: "human-smuggling", role: role, score: score, since: "2026-03-03",
      firstDay: "2026-03-02",
      lastDay: "2026-03-06", findings: [finding(evidence)], mitigations: mitigations, related: related,
      rulebook: "abc123", explanation: explanation)
  }

  static func run(_ id: String = "00000000000000a1") -> RunRecord {
    var tally = RecordTally(records: 5, minorUnits: ["USD": 500_000, "JPY": 900])
    tally.add(nil)
    return RunRecord(
      id: id, command: "scan", startedAt: "2026-03-07T01:00:00Z", finishedAt: "2026-03-07T01:00:09Z",
      program: "0.1.0", rulebook: "abc123", parameters: ["SMUG-REMOTE-CASH.window": "10 days"],
      sources: [
        SourceRecord(
          name: "march.csv", format: "csv", bytes: 1234, digest: "00ff", records: 6,
          controls: ["trailer says 6 records: so it is", "with \"quotes\", commas\\ and {braces}"])
      ],
      skipped: [
        SkippedSource(name: "READ \"me\", first.md", code: "no-transactions", reason: "It holds no table")
      ], read: tally, accepted: tally, firstDay: "2026-03-02", lastDay: "2026-03-06", flagsNew: 1,
      coverage: [
        CoverageRecord(
          indicator: "SMUG-REMOTE-CASH", subjectsEvaluated: 10, subjectsFired: 1,
          notEvaluable: ["conductor": 4])
      ])
  }

  static func rejection(_ line: Int, raw: String = "a,b\tc\\n", minorUnits: Int64? = nil) -> Rejection {
    Rejection(
      file: "march.csv", line: line, byteOffset: line * 100, code: "amount-unreadable", field: "amount",
      reason: "An amount was expected.", raw: Array(raw.utf8), isRawTruncated: false, minorUnits: minorUnits,
      currency: minorUnits == nil ? nil : "USD")
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
