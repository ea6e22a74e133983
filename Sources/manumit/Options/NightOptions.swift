import ArgumentParser
import Foundation
import Pipeline

/// How a night's sources are read and assessed, whatever becomes of it.
struct NightOptions: ParsableArguments {
  @OptionGroup var describing: ProfileOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var rules: RulebookOptions

  @Option(
    help: ArgumentHelp(
      "Stop with nothing kept when more records than this are rejected.", valueName: "N|P%"))
  var maxRejections: String?

  @Option(help: ArgumentHelp("Threads. Default: one a core.", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Mebibytes of records held in memory before they are set aside on disk.", valueName: "MiB"))
  var memory = ScanOptions.standardMemory >> 20

  /// What a run into a state needs of them.
  func scanOptions(_ state: StateOptions) throws -> ScanOptions {
    var options = ScanOptions(
      rulebook: try rules.load(), geography: try rules.geography(), clock: SystemClock.now)
    options.state = try state.path()
    options.patience = state.wait
    options.parameters = try rules.parameters()
    options.profile = try describing.load()
    reading.apply(to: &options.sources)
    options.program = Version.text
    options.workers = try workers()
    guard memory >= 16 else { throw ValidationError("--memory takes at least 16 (MiB).") }
    options.memoryBudget = memory << 20
    if let maxRejections {
      guard let limit = RejectionLimit(maxRejections) else {
        throw ValidationError("--max-rejections takes a count such as 500 or a share such as 2.5%.")
      }
      options.rejectionLimit = limit
    }
    return options
  }

  private func workers() throws -> Int {
    guard let threads else { return ProcessInfo.processInfo.activeProcessorCount }
    guard (1...256).contains(threads) else { throw ValidationError("--threads takes 1 to 256.") }
    return threads
  }
}
