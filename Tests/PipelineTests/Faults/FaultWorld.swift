import Foundation
import History
import Ledger
import TestSupport
import Testing

/// Two nights of a bank, and what is kept after each when nobody disturbs them. Some records of each are rejected.
final class FaultWorld {
  let seed: UInt64
  let files: [String]
  /// A bank that stands before its first night, one after it, one after both.
  let banks: [Bank]
  /// What each of them keeps.
  let contents: [Bank.Contents]
  /// The instants at which faults strike.
  var random: SeededRandom
  private var counts: [String: Int] = [:]

  static let nights = 2

  init(seed: UInt64, withDatabase: Bool = false, on server: [String: String] = [:]) throws {
    self.seed = seed
    random = SeededRandom(seed: seed)
    let (state, rules) = try Self.rulesOnly()
    let export = RandomExport(240, days: 20, seed: seed)
    files = try export.nights(Self.nights, of: 20).enumerated().map { night, rows in
      try state.write(Self.withFaultyAmounts(rows), to: "export-\(night).csv")
    }
    var banks = [Bank(state, rules, files, withDatabase ? try ScratchDatabase("faults", on: server) : nil)]
    for night in 0..<Self.nights {
      let next = try Bank(copyOf: banks[night])
      try #require(try next.run(night) == 0, "seed \(seed)")
      banks.append(next)
    }
    self.banks = banks
    let nothing = Bank.Contents(
      tables: try banks[0].database?.contentsOfWork() ?? "", derived: [], history: [], outbox: [])
    contents = [nothing] + (try banks.dropFirst().map { try $0.contents() })
    try #require(
      contents[1].derived != contents[2].derived && contents[2].history.count > 100, "nothing to compare")
  }

  /// A state that is empty yet, and a folder of rules.
  static func rulesOnly() throws -> (state: TestState, rules: String) {
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    // The places that the export names, instead of the whole country, which takes longer to read than a night.
    try places.write(toFile: rules + "/postal-codes.txt", atomically: false, encoding: .utf8)
    return (state, rules)
  }

  private static let places = """
    10001 36061 407506 -739973
    30303 13121 337528 -843902
    60601 17031 418852 -876215
    77002 48201 297568 -953657
    78040 48479 275134 -995021
    90012 06037 340660 -1182386

    """

  private static func withFaultyAmounts(_ rows: [String]) -> [String] {
    rows.enumerated().map { index, row in
      guard index % 40 == 7 else { return row }
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[2] = "12.3.4"
      return cells.joined(separator: ",")
    }
  }

  /// A bank before a night that is going to be disturbed.
  func bank(before night: Int) throws -> Bank { try Bank(copyOf: banks[night]) }

  /// So many calls a night makes that a fault is meant for.
  func count(_ fault: Fault, night: Int) throws -> Int {
    let key = "\(night) \(fault)"
    if let known = counts[key] { return known }
    let ending = try bank(before: night).run(night, fault)
    #expect(ending.status == 0, "\(fault): \(ending.errors)")
    #expect(ending.matched > 0, "\(fault): the night makes other calls than these")
    counts[key] = ending.matched
    return ending.matched
  }

  /// Instants of a night to strike at: random ones, and where there are three or more the first and the last.
  func instants(_ wanted: Int, of fault: Fault, night: Int) throws -> [Int] {
    let calls = try count(fault, night: night)
    return (0..<wanted).map { number in
      if wanted > 2, number < 2 { return number == 0 ? 1 : calls }
      return 1 + random.below(calls)
    }
  }

  /// What a disturbed run kept of its night: all of it or nothing, never a part.
  func keptWhole(_ bank: Bank, night: Int, after fault: Fault) throws -> Bool {
    guard FileManager.default.fileExists(atPath: bank.state.statePath + "/format") else { return false }
    let kept = try bank.contents()
    func holds(_ number: Int) -> Bool {
      kept.history == contents[number].history && kept.derived == contents[number].derived
    }
    #expect(holds(night) || holds(night + 1), "seed \(seed), night \(night), \(fault): a part of it is kept")
    return holds(night + 1)
  }

  /// Repeated, a disturbed night ends as if nobody had disturbed it.
  func requireRecovery(_ bank: Bank, night: Int, after fault: Fault) throws {
    #expect(try bank.run(night) == 0, "seed \(seed), night \(night), \(fault)")
    try requireEqual(bank, night: night, after: fault)
  }

  func requireEqual(_ bank: Bank, night: Int, after fault: Fault) throws {
    let differences = try bank.contents().work.differences(from: contents[night + 1].work)
    #expect(differences.isEmpty, "seed \(seed), night \(night), \(fault): \(differences) differ")
  }
}

extension Bank.Contents {
  /// Without what only says that a night was repeated after all of it was kept: a run of its own that brought nothing.
  var work: Bank.Contents {
    var work = self
    work.outbox = outbox.compactMap { entry -> OutboxEntry? in
      switch entry {
      case .flag(let flag, _): return .flag(flag, run: "")
      case .withdrawal(let flag, let successor, _):
        return .withdrawal(flag: flag, successor: successor, run: "")
      case .run(let record): return record.accepted.records > 0 ? entry : nil
      case .reversals, .rejections: return nil
      }
    }
    return work
  }
}
