import Detection
public import History
public import Ingest
public import Ledger
import Rulebook
import Synchronization

/// Takes a customer file into a state: what is known of customers, whose accounts are, what they share, and all
/// that follows for what is remembered already, in one commit or nothing.
///
/// The flags are then those of a state that had the file before its first night (laws 1 and 2), as far back as is
/// remembered: once anything is forgotten, findings are made again from the day on to which a late record may be
/// dated, and earlier ones stay.
public struct CustomerLoad {
  private let options: ScanOptions
  private let store: HistoryStore
  private let stop: StopSignal

  public init(_ options: ScanOptions, store: HistoryStore, stop: StopSignal = StopSignal()) {
    self.options = options
    self.store = store
    self.stop = stop
  }

  /// Loads a file that was read.
  ///
  /// - Parameters:
  ///   - name: of the file, for the record of the run.
  ///   - replaces: customers of the institution that are not in the file are forgotten.
  /// - Throws: `IngestError` where the file has values that cannot be, `HistoryError` or `PipelineError`; the
  ///   state is then as before.
  public func run(_ file: CustomerFile, name: String, replaces: Bool = false) throws -> CustomerLoadReport {
    try Self.requireSound(file, name: name)
    let started = options.clock()
    stop.beginWork()
    var policy = FilingPolicy(
      rulebook: options.rulebook, geography: options.geography, institution: options.institution)
    let old = try CustomerRegister(in: store, links: policy.links)
    let changes = try RegisterChanges(
      file, institution: StableHash.hash(options.institution), replaces: replaces, known: old, store: store)
    guard !changes.pending.isEmpty else { return CustomerLoadReport(file, changes, run: nil) }
    let new = try CustomerRegister(in: store, links: policy.links, pending: changes.pending)
    policy.customers = new?.index
    let accounts = try accounts(of: changes)
    let plan = RefilingPlan(
      from: old, to: new, accounts: accounts.map { ($0.key.high, $0.key) },
      changed: Set(changes.pending.keys),
      policy: policy)
    let night = try store.beginNight()
    let refiling = Refiling(
      night: night, plan: plan, workers: options.workers, budget: options.memoryBudget,
      directory: options.state)
    try refiling.run(in: store)
    try stop.check()
    let settings = try RunSettings(in: store)
    let derived = StoredDerivedState(store: store)
    let stated = (
      now: settings.stated.union(new?.fields ?? []), before: settings.stated.union(old?.fields ?? [])
    )
    let evaluable = EvaluableRules(rulebook: options.rulebook, stated: stated.now)
    let formerly = EvaluableRules(rulebook: options.rulebook, stated: stated.before)
    let assessor = Assessor(rulebook: options.rulebook, geography: options.geography)
    let owners = new.map { HubOwners(register: $0, institution: options.institution) }
    let subjects = SubjectReassessment(
      store: derived, rulebook: options.rulebook, institution: StableHash.hash(options.institution),
      owners: owners)
    let firstDay = settings.firstDayToAssess(in: store)
    var assessed = try LoadAssessment(
      night: night, store: store, refiling: refiling,
      compiled: assessor.restricted { evaluable.contains($0.id) }.compiled, workers: options.workers,
      concernsEverybody: evaluable != formerly, firstDay: firstDay,
      fileNames: try store.sources().mapValues(\.name),
      knownSubjects: try derived.subjects(), completion: new.map(ActivityCompletion.init),
      reassessment: subjects
    ).run()
    try stop.check()
    for outcome in try emptied(refiling, assessed, derived, firstDay) {
      try subjects.apply(outcome, to: &assessed.changes)
    }
    var reassessment = Reassessment(
      store: derived, assessor: assessor, owners: owners, evaluable: evaluable, formerlyEvaluable: formerly)
    let found = try reassessment.changes(
      from: assessed.changes, ownership: ownership(changes, accounts, old, plan))
    StoredDerivedState.stage(found, in: night)
    stage(changes, in: night)
    let record = try keep(file, name, night, settings, new, found, assessed, started)
    try stop.beginKeeping()
    try night.commit()
    var report = CustomerLoadReport(file, changes, run: record)
    report.isStrange = refiling.met.load(ordering: .relaxed) == 0 && store.lastDay != nil
    return report
  }

  // MARK: Before

  private static func requireSound(_ file: CustomerFile, name: String) throws {
    guard file.faultCount > 0 else { return }
    let lines = file.faults.map { "  \(name):\($0.line): \($0.field): \($0.why); \($0.mend)" }
    let more = file.faultCount - file.faults.count
    let rest = more > 0 ? ["  and \(more) more"] : []
    let values = file.faultCount == 1 ? "1 value cannot be" : "\(file.faultCount) values cannot be"
    throw IngestError(
      code: .customerValue, source: name,
      why: "\(values), and nothing of it was kept:\n" + (lines + rest).joined(separator: "\n") + "\n",
      remedy: "Mend them and load the file again")
  }

  /// Every account of the customers that change, before or after.
  private func accounts(of changes: RegisterChanges) throws -> [(key: SubjectKey, identifier: String)] {
    var found: [SubjectKey: String] = [:]
    for (key, customer) in changes.pending {
      for stored in [customer, try CustomerRegister.stored(key, in: store)].compactMap(\.self) {
        for account in stored.entry.accounts {
          let key = SubjectKey(kind: .customer, institution: stored.institution, identifier: account)
          found[key] = account
        }
      }
    }
    return found.map { ($0.key, $0.value) }
  }

  /// What changes in whose accounts are.
  private func ownership(
    _ changes: RegisterChanges, _ accounts: [(key: SubjectKey, identifier: String)], _ old: CustomerRegister?,
    _ plan: RefilingPlan
  ) -> OwnersChange {
    OwnersChange(
      former: old.map { HubOwners(register: $0, institution: options.institution) },
      names: Set(accounts.map(\.identifier)).union(changes.identifiers), customers: Set(changes.pending.keys),
      heirs: plan.heirs)
  }

  // MARK: After

  /// Subjects of which nothing is left: what was found of them goes with their postings.
  private func emptied(
    _ refiling: Refiling, _ assessed: LoadAssessment.Result, _ derived: StoredDerivedState,
    _ firstDay: BusinessDay
  ) throws -> [SubjectOutcome] {
    let withdrawn = refiling.withdrawn.withLock { $0.keys.filter { !assessed.merged.contains($0) } }
    return try withdrawn.compactMap { key in
      try derived.state(of: key).map {
        SubjectOutcome(key: key, profile: $0.profile, firstDay: firstDay, findings: [])
      }
    }
  }

  private func stage(_ changes: RegisterChanges, in night: Night) {
    for (key, customer) in changes.pending {
      if let customer {
        night.put(.customers, key: key.bytes, value: customer.encoded)
      } else {
        night.delete(.customers, key: key.bytes)
      }
    }
  }

  private func keep(
    _ file: CustomerFile, _ name: String, _ night: Night, _ known: RunSettings, _ register: CustomerRegister?,
    _ found: DerivedChanges, _ assessed: LoadAssessment.Result, _ started: Instant
  ) throws -> RunRecord {
    var settings = known
    var record = RunRecord(
      id: "", command: options.command, startedAt: started.text(zoneMinutes: 0),
      finishedAt: options.clock().text(zoneMinutes: 0), program: options.program,
      rulebook: options.rulebook.hash, parameters: options.parameters,
      sources: [
        SourceRecord(
          name: name, format: "customers", bytes: file.bytes, digest: file.digest, records: file.rows)
      ], flagsNew: found.flagsNew, flagsExtended: found.flagsExtended, flagsAmended: found.flagsAmended,
      flagsWithdrawn: found.withdrawals.count)
    record.id = settings.nextRunID(record)
    let fields = register?.fields ?? []
    record.coverage = Coverage(rulebook: options.rulebook, stated: settings.stated.union(fields))
      .records(assessed: assessed.assessed, fired: found.fired)
    settings.stage(in: night)
    try CustomerFileMemory(
      name: name, digest: file.digest, loadedAt: record.finishedAt, customers: register?.index.count ?? 0,
      accounts: register?.index.accountCount ?? 0, stated: fields
    ).stage(in: night)
    try night.appendOutbox(OutboxWriter.entries(of: record, found, []))
    return record
  }
}

/// What a customer file brought.
public struct CustomerLoadReport: Sendable {
  /// Rows below the header.
  public var rows: Int
  public var customers: Int
  public var new: Int
  public var changed: Int
  public var unchanged: Int
  public var removed: Int
  /// What was borne with, with how often.
  public var notes: [String: Int]
  /// Columns that nobody asked for.
  public var unread: [String]
  /// Whether payments are remembered, and none of any customer or account of the file.
  public var isStrange = false
  /// The run; nil where the file says nothing that was not known.
  public var run: RunRecord?

  init(_ file: CustomerFile, _ changes: RegisterChanges, run: RunRecord?) {
    rows = file.rows
    customers = file.customers.count
    new = changes.new
    changed = changes.changed
    unchanged = changes.unchanged
    removed = changes.removed
    notes = file.notes
    unread = file.unread
    self.run = run
  }
}

extension IngestError.Code {
  /// Values of a customer file that cannot be.
  static let customerValue = Self(rawValue: "customer-value")
}
