import Ingest
import Ledger

/// The values of one record: each field a line of the mutant, in memory of exactly its size, so that reading a byte
/// too many is seen.
enum ValueFuzz {
  private static let columns: [CanonicalField] = [
    .timestamp, .amount, .currency, .direction, .channel, .timeZone, .time, .balance, .zip, .county, .state,
    .counterpartyCountry, .merchantCategory, .purpose, .memo, .counterpartyName, .identifier, .homeZip,
  ]

  /// Bytes at the beginning that choose how the rest is read.
  static let choices = 2

  static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard bytes.count >= choices, let plan = plan(bytes[0], bytes[1]) else { return }
    let binder = RecordBinder(plan: plan, policy: FilingPolicy())
    let lines = bytes.dropFirst(choices).split(separator: 0x0A, omittingEmptySubsequences: false)
    let memory = lines.prefix(plan.sources.count).map { line in
      let block = UnsafeMutableRawBufferPointer.allocate(byteCount: line.count, alignment: 1)
      block.copyBytes(from: line)
      return block
    }
    defer { for block in memory { block.deallocate() } }
    var fields = [FieldBytes](repeating: .empty, count: plan.sources.count)
    for (slot, block) in memory.enumerated() { fields[slot] = FieldBytes(UnsafeRawBufferPointer(block)) }
    let first = binder.bind(fields)
    // What was read before must not matter.
    guard binder.bind(fields) == first else { throw BrokenPromise("the same record is read in two ways") }
  }

  private static func plan(_ first: UInt8, _ second: UInt8) -> BindingPlan? {
    var profile = Profile()
    profile.time.order = DateOrder.allCases[Int(first & 0x0F) % DateOrder.allCases.count]
    profile.time.origin = "2026-01-01"
    profile.time.zone = [nil, "UTC", "America/Chicago", "Australia/Lord_Howe"][Int(first >> 4) % 4]
    profile.amount.decimalMark = first & 0x40 == 0 ? 0x2E : 0x2C
    profile.amount.roundsSurplusDecimals = first & 0x80 != 0
    profile.amount.sign = [.automatic, .negativeIsDebit, .negativeIsCredit, .debit][Int(second) % 4]
    profile.amount.isMinorUnits = second & 0x10 != 0
    profile.currency = second & 0x20 == 0 ? nil : "JPY"
    profile.dialect.hasHeader = false
    for (place, field) in columns.enumerated() { profile.fields[field] = [.position(place + 1)] }
    profile.fields[.account] = [.constant("A")]
    if second & 0x40 != 0 {
      profile.fields[.date] = profile.fields[.timestamp]
      profile.fields[.timestamp] = nil
    }
    return try? BindingPlan(profile: profile, columns: nil, zone: nil)
  }
}
