import Glibc
public import Ingest
public import Ledger

/// Turns sources of any format into canonical records: for engineers, and as the bridge to another machine.
///
/// Keeps nothing and assesses nothing. Records that are not booked are written with their status; those that cannot be
/// read are counted and left out.
public struct FileConversion {
  private let options: SourceOptions
  private let form: CanonicalForm
  private let stop: StopSignal
  private let progress: @Sendable (RunProgress) -> Void

  public init(
    _ options: SourceOptions, form: CanonicalForm, stop: StopSignal,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.form = form
    self.stop = stop
    self.progress = progress
  }

  /// What became of the sources.
  public struct Report: Sendable {
    public var read = RecordTally()
    public var converted = RecordTally()
    /// Records left out, by code.
    public var leftOut: [String: Int] = [:]
    /// The first of them, for people.
    public var firstLeftOut: [Rejection] = []
    /// Control totals, each with its source.
    public var controls: [String] = []
    public var skipped: [SkippedSource] = []
  }

  /// Converts every source, in order, and hands what was written to `output`, piece by piece.
  ///
  /// - Parameter output: writes the bytes; 0, or the error number of why it could not.
  /// - Throws: `IngestError` where a source cannot be read to its end, `PipelineError` where the output fails or the
  ///   conversion is stopped. What was written before is then incomplete.
  public func run(to output: @escaping @Sendable (UnsafeRawBufferPointer) -> CInt) throws -> Report {
    var report = Report()
    var left = SkippedFiles()
    let pieces = OutputPieces(CanonicalWriter(form), output)
    let listed = try SourceList.expand(options.paths)
    for named in listed {
      try stop.check()
      let source = try ByteSource(path: named.path) { [stop] in stop.isRequested }
      guard let understood = try left.reading(source, named, convertible) else { continue }
      try convert(source, by: understood.profile, to: pieces, &report)
    }
    try left.requireSomething(of: listed)
    report.skipped = left.files
    try pieces.finish()
    return report
  }

  /// Sources may leave open whose accounts are ours: then both sides of a payment are written.
  private var convertible: SourceOptions {
    var options = options
    options.asksForInstitution = false
    return options
  }

  private func convert(
    _ source: ByteSource, by profile: Profile, to pieces: OutputPieces, _ report: inout Report
  ) throws {
    let sink = FilingSink(policy: FilingPolicy(), fileName: source.name, writer: pieces.writer)
    let met = LeftOut()
    var settings = options.decodeSettings
    settings.included = Set(BookingStatus.allCases)
    let outcome = try SourceDecoder.decode(
      source, profile: profile, policy: FilingPolicy(), settings: settings, sinks: [sink],
      hooks: DecodeHooks(
        afterChunk: { _, sink in
          met.take(sink)
          return pieces.write()
        },
        progress: { [progress] read in
          progress(
            RunProgress(
              phase: .reading, bytes: read.bytesTaken, bytesTotal: read.size, records: read.recordsRead))
        },
        shouldStop: { [stop] in stop.isRequested }))
    try pieces.check()
    try stop.check()
    try options.controls.check(outcome)
    met.take(sink)
    report.read.add(outcome.read)
    report.converted.add(outcome.accepted)
    report.leftOut.merge(met.counts) { $0 + $1 }
    report.leftOut.merge(sink.setAside) { $0 + $1 }
    report.firstLeftOut += met.first.prefix(max(0, Self.mostShown - report.firstLeftOut.count))
    report.controls += outcome.record.controls.map { "\(source.name): \($0)" }
  }

  /// Records left out that are named; of the others the number is said.
  fileprivate static let mostShown = 5
}

/// What a conversion leaves out, counted as it is met.
private final class LeftOut: @unchecked Sendable {
  // One worker, whose thread is joined before this is read.
  private(set) var counts: [String: Int] = [:]
  private(set) var first: [Rejection] = []

  func take(_ sink: FilingSink) {
    for rejection in sink.takeRejections() {
      // Of those set aside only the first are held, and all are counted.
      if sink.setAside[rejection.code] == nil { counts[rejection.code, default: 0] += 1 }
      if first.count < FileConversion.mostShown { first.append(rejection) }
    }
  }
}

/// What was written, on its way out.
private final class OutputPieces: @unchecked Sendable {
  // One worker at a time writes; it is joined before anything else looks.
  let writer: CanonicalWriter
  private let output: @Sendable (UnsafeRawBufferPointer) -> CInt
  private var failure: CInt = 0

  init(_ writer: CanonicalWriter, _ output: @escaping @Sendable (UnsafeRawBufferPointer) -> CInt) {
    self.writer = writer
    self.output = output
  }

  /// Writes out what there is; false where that fails.
  func write() -> Bool {
    writer.drain { bytes in
      if failure == 0, !bytes.isEmpty { failure = output(bytes) }
    }
    return failure == 0
  }

  func finish() throws(PipelineError) {
    _ = write()
    try check()
  }

  func check() throws(PipelineError) {
    guard failure != 0 else { return }
    throw PipelineError(
      .outputFailed, reason: "The records could not be written: \(String(cString: strerror(failure)))",
      advice: "What was written is incomplete; look where the output leads and convert again")
  }
}
