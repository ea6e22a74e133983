import Ledger

/// Runs and their rejections as rows of the tables they are kept in.
struct RunRows: ~Copyable {
  private(set) var runs = CopyRows()
  private(set) var amounts = CopyRows()
  private(set) var sources = CopyRows()
  private(set) var coverage = CopyRows()
  private(set) var rejections = CopyRows()

  /// Adds a run with all that belongs to it. A run must be added once at most.
  mutating func add(_ run: RunRecord) {
    var digest = ContentDigest()
    let starts = (amounts.bytes.count, sources.bytes.count, coverage.bytes.count, runs.bytes.count)
    let tallies = [
      ("read", run.read), ("accepted", run.accepted), ("duplicate", run.duplicate),
      ("rejected", run.rejected),
    ]
    for (fate, tally) in tallies { add(tally, fate: fate, run: run.id) }
    for (index, source) in run.sources.enumerated() { add(source, position: index + 1, run: run.id) }
    for record in run.coverage { add(record, run: run.id) }
    addHead(of: run)
    digest.add(amounts.bytes[starts.0...])
    digest.add(sources.bytes[starts.1...])
    digest.add(coverage.bytes[starts.2...])
    digest.add(runs.bytes[starts.3...])
    runs.text(digest.description)
    runs.endRow()
  }

  private mutating func addHead(of run: RunRecord) {
    var parameters = JSONText()
    parameters.sorted(run.parameters) { json, value in json.string(value) }
    runs.text(run.id)
    runs.text(run.command)
    runs.text(run.startedAt)
    runs.text(run.finishedAt)
    runs.text(run.program)
    runs.text(run.rulebook)
    runs.json(parameters)
    for tally in [run.read, run.accepted, run.duplicate, run.rejected] { runs.integer(tally.records) }
    runs.text(run.firstDay)
    runs.text(run.lastDay)
    for count in [run.flagsNew, run.flagsExtended, run.flagsAmended, run.flagsWithdrawn] {
      runs.integer(count)
    }
    runs.array(run.skipped.map { "\($0.name): \($0.reason) (\($0.code))" })
  }

  private mutating func add(_ tally: RecordTally, fate: String, run: String) {
    for (currency, minorUnits) in tally.minorUnits.sorted(by: { $0.key < $1.key }) {
      addAmount(run, fate, currency: currency, without: 0, minorUnits: minorUnits)
    }
    if tally.withoutAmount > 0 {
      addAmount(run, fate, currency: "", without: tally.withoutAmount, minorUnits: 0)
    }
  }

  private mutating func addAmount(
    _ run: String, _ fate: String, currency: String, without: Int, minorUnits: Int64
  ) {
    amounts.text(run)
    amounts.text(fate)
    amounts.text(currency)
    amounts.integer(without)
    amounts.integer(minorUnits)
    amounts.text(decimal(Int128(minorUnits), currency: currency))
    amounts.endRow()
  }

  private mutating func add(_ source: SourceRecord, position: Int, run: String) {
    sources.text(run)
    sources.integer(position)
    sources.text(source.name)
    sources.text(source.format)
    sources.integer(source.bytes)
    sources.text(source.digest)
    sources.integer(source.records)
    sources.array(source.controls)
    sources.endRow()
  }

  private mutating func add(_ record: CoverageRecord, run: String) {
    var missing = JSONText()
    missing.sorted(record.notEvaluable) { json, count in json.integer(count) }
    coverage.text(run)
    coverage.text(record.indicator)
    coverage.integer(record.subjectsEvaluated)
    coverage.integer(record.subjectsFired)
    coverage.json(missing)
    coverage.endRow()
  }

  /// Adds the rejection of this number within its run.
  mutating func add(_ rejection: Rejection, number: Int, run: String) {
    rejections.text(run)
    rejections.integer(number)
    rejections.text(rejection.file)
    rejections.integer(rejection.line)
    rejections.integer(rejection.byteOffset)
    rejections.text(rejection.code)
    rejections.text(rejection.field)
    rejections.text(rejection.reason)
    if let minorUnits = rejection.minorUnits, let currency = rejection.currency {
      rejections.text(decimal(Int128(minorUnits), currency: currency))
    } else {
      rejections.null()
    }
    rejections.text(rejection.currency)
    rejections.text(rejection.minorUnits.map { String($0) })
    rejections.text(String(decoding: rejection.raw, as: UTF8.self))
    rejections.bytea(rejection.raw)
    rejections.boolean(rejection.isRawTruncated)
    rejections.endRow()
  }
}
