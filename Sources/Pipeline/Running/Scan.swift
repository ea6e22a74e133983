import Detection
public import History
import Ingest
import Ledger
import Rulebook

/// One run: sources in, flags out, everything of it kept in one commit or nothing.
public struct Scan {
  private let options: ScanOptions
  private let store: HistoryStore
  private let stop: StopSignal
  private let progress: @Sendable (RunProgress) -> Void

  public init(
    _ options: ScanOptions, store: HistoryStore, stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.store = store
    self.stop = stop
    self.progress = progress
  }

  /// Opens the state a run needs: it remembers as long as the rulebook looks back.
  public static func openState(_ options: ScanOptions) throws -> HistoryStore {
    var history = HistoryOptions()
    history.windowDays = max(history.windowDays, Assessor.reachDays(of: options.rulebook))
    history.patience = options.patience
    history.command = options.command
    return try HistoryStore(directory: options.state, options: history)
  }

  /// Runs: read, merge, assess, derive, commit. PostgreSQL is told afterwards, by `Delivery`.
  ///
  /// - Throws: `IngestError`, `HistoryError` or `PipelineError`; the state is then as before.
  public func run() throws -> ScanReport {
    try run { try $0.readAll() }
  }

  /// Runs over the mended records of a rejection file instead of over sources.
  public func replay(_ file: String) throws -> ScanReport {
    let sources = try RejectionFile.read(file)
    return try run { intake in
      for source in sources {
        try intake.read(
          try ByteSource(bytes: source.bytes, name: source.name), profile: source.profile, isWhole: false)
      }
    }
  }

  private func run(_ read: (Intake) throws -> Void) throws -> ScanReport {
    let started = options.clock()
    stop.beginWork()
    let night = try store.beginNight()
    let known = try store.sources()
    let assessor = Assessor(rulebook: options.rulebook, geography: options.geography)
    var policy = policy(at: started)
    policy.counterpartySieve = assessor.counterpartySieve()
    let register = try CustomerRegister(in: store, links: policy.links)
    policy.customers = register?.index
    let intake = Intake(
      options, policy: policy, night: night, knownDigests: Set(known.values.map(\.digest)),
      stop: stop, progress: progress)
    try stop.heeding { try read(intake) }
    try checkRejections(intake)
    let derived = StoredDerivedState(store: store)
    let owners = register.map { HubOwners(register: $0, institution: options.standingInstitution) }
    var settings = try RunSettings(in: store)
    let customerFields = register?.fields ?? []
    let formerly = EvaluableRules(
      rulebook: options.rulebook, stated: settings.stated.union(customerFields))
    settings.stated.formUnion(intake.fieldsStated)
    let stated = settings.stated.union(customerFields)
    let evaluable = EvaluableRules(rulebook: options.rulebook, stated: stated)
    let isAnswerNew = store.lastDay != nil && evaluable != formerly
    let reversals = night.takeBack(intake.reversals)
    let told = try OriginalTracer(
      store: store, night: night, others: OtherSubjects(policy: policy, index: register?.index),
      workers: options.workers
    ).trace(reversals, tonight: intake)
    let assessment = ShardAssessment(
      night: night, store: store, intake: intake,
      compiled: assessor.restricted { evaluable.contains($0.id) }.compiled, workers: options.workers,
      fileNames: intake.fileNames.merging(known.mapValues(\.name)) { own, _ in own },
      knownSubjects: try derived.subjects(),
      everybodyFrom: isAnswerNew ? settings.firstDayToAssess(in: store) : nil,
      completion: register.map(ActivityCompletion.init),
      reassessment: SubjectReassessment(
        store: derived, rulebook: options.rulebook,
        institution: StableHash.hash(options.standingInstitution), owners: owners,
        listsFindings: options.listsFindings),
      progress: progress)
    let assessed = try assessment.run()
    night.settle()
    try checkConservation(intake, assessed.tally)
    try stop.check()
    var reassessment = Reassessment(
      store: derived, assessor: assessor, owners: owners, evaluable: evaluable, formerlyEvaluable: formerly)
    let changes = try reassessment.changes(from: assessed.changes)
    StoredDerivedState.stage(changes, in: night)

    settings.note(firstDay: assessed.tally.firstDay)
    var record = record(intake, assessed.tally, changes, started)
    record.id = settings.nextRunID(record)
    record.coverage = Coverage(rulebook: options.rulebook, stated: stated)
      .records(assessed: assessed.assessed, fired: changes.fired)
    settings.stage(in: night)
    let takenBack = reversals.map { ReversalRecord($0, file: intake.fileNames[$0.file] ?? "") }
    try night.appendOutbox(OutboxWriter.entries(of: record, changes, intake.rejections, takenBack))
    progress(RunProgress(phase: .keeping))
    try stop.beginKeeping()
    try night.commit()
    var report = try report(record, intake, assessed, changes)
    report.takenBack = told.count
    return report
  }

  // MARK: Before the commit

  /// Which dates are believed, and what is filed where.
  private func policy(at now: Instant) -> FilingPolicy {
    var policy = FilingPolicy(
      rulebook: options.rulebook, geography: options.geography, institution: options.institution)
    policy.earliestDay = store.floor
    // Banks east of here are a day ahead, and book value dates over a long weekend.
    policy.latestDay = now.day(zoneMinutes: 0).advanced(by: 4)
    return policy
  }

  private func checkRejections(_ intake: Intake) throws {
    let rejected = intake.recordsRejected - intake.setAside.values.reduce(0, +)
    let isExceeded = options.rejectionLimit.isExceeded(by: rejected, of: intake.recordsRead)
    guard isExceeded || intake.rejectionsDropped > 0 else { return }
    let most = intake.commonestRejection.map { "; most of them \($0.code) (\($0.count))" } ?? ""
    throw PipelineError(
      .tooManyRejections,
      reason:
        "\(rejected) of \(intake.recordsRead) records were rejected\(most); nothing was kept",
      advice: "Look at the file with `manumit check`, mend it or its profile, or raise --max-rejections")
  }

  /// Law 5: read = accepted + duplicate + rejected, in count and in amount. Anything else is a fault of the
  /// program, and nothing may be kept.
  private func checkConservation(_ intake: Intake, _ tally: ShardTally) throws {
    var found = tally.accepted
    found.add(tally.duplicate)
    guard found.records == intake.bound.records, found.minorUnits == intake.bound.minorUnits else {
      throw PipelineError(
        .countsDisagree,
        reason:
          "\(intake.bound.records) records were filed and \(found.records) arrived, or their amounts differ",
        advice: "This is a fault of the program: nothing was kept; please report it with the version")
    }
  }

  // MARK: The record

  private func record(
    _ intake: Intake, _ tally: ShardTally, _ changes: DerivedChanges, _ started: Instant
  ) -> RunRecord {
    var read = intake.bound
    read.add(intake.rejected)
    read.add(intake.repeated)
    var duplicate = tally.duplicate
    duplicate.add(intake.repeated)
    return RunRecord(
      id: "", command: options.command, startedAt: started.text(zoneMinutes: 0),
      finishedAt: options.clock().text(zoneMinutes: 0), program: options.program,
      rulebook: options.rulebook.hash, parameters: options.parameters, sources: intake.sources,
      skipped: intake.skipped, read: read,
      accepted: tally.accepted, duplicate: duplicate, rejected: intake.rejected,
      firstDay: tally.firstDay?.description, lastDay: tally.lastDay?.description, flagsNew: changes.flagsNew,
      flagsExtended: changes.flagsExtended, flagsAmended: changes.flagsAmended,
      flagsWithdrawn: changes.withdrawals.count)
  }

  private func report(
    _ record: RunRecord, _ intake: Intake, _ assessed: ShardAssessment.Result, _ changes: DerivedChanges
  ) throws -> ScanReport {
    var file: String?
    var failure: PipelineError?
    do { file = try RejectionFile.write(intake, run: record.id, in: options.state) } catch {
      guard let error = error as? PipelineError else { throw error }
      failure = error
    }
    return ScanReport(
      run: record, conflicting: assessed.tally.conflicting, late: assessed.tally.late,
      oddities: intake.oddities,
      setAside: intake.setAside,
      understanding: intake.understanding,
      findings: changes.found,
      rejectionFile: file, rejectionFileFailure: failure)
  }
}
