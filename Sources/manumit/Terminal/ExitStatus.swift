import ArgumentParser
import History
import Ingest
import Pipeline
import Review
import Rulebook

/// How the program ends, in the numbers of `sysexits.h`.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  /// The command line itself was wrong.
  case usage = 64
  /// A source could not be opened, read or understood, or too much of it was rejected. Nothing was kept.
  case input = 65
  /// PostgreSQL could not be reached, or a signal ended the delivery. A run is kept all the same.
  case undelivered = 69
  /// A fault of the program.
  case fault = 70
  /// The state, a file beside the sources, or standard output could not be read or written; the message says what was
  /// kept.
  case state = 74
  /// Another program holds the state; try again.
  case busy = 75
  /// PostgreSQL was reached and does not take some of what was found, whatever else is sent with it. A run is kept
  /// all the same, and everything else delivered.
  case refused = 76
  /// What a reviewer asked for goes against a rule of reviewing: the flag has changed, the move is not allowed, another
  /// person is needed. Nothing was written.
  case declined = 77
  /// The rulebook or the database is not set up as it must be.
  case configuration = 78
  /// Decisions or runs in the database are not as they were sealed.
  case tampered = 79
  /// Stopped by a signal. Nothing was kept.
  case interrupted = 130

  var meaning: String {
    switch self {
    case .success: "done"
    case .usage: "command line"
    case .input: "input not accepted, nothing kept"
    case .undelivered: "PostgreSQL not reached, or delivery stopped; a run is kept"
    case .fault: "fault of the program"
    case .state: "state, other file or standard output not readable or writable"
    case .busy: "state held by another program"
    case .refused: "PostgreSQL refused some entries; a run is kept, the rest delivered"
    case .declined: "not allowed by the rules of reviewing, nothing written"
    case .configuration: "rulebook or database not set up"
    case .tampered: "audit chain does not hold"
    case .interrupted: "stopped, nothing kept"
    }
  }

  /// All codes in one sentence, for `--help`.
  static var summary: String {
    allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: "; ") + "."
  }

  /// The status an error ends the program with.
  init(of error: any Error) {
    switch error {
    case is IngestError: self = .input
    case let error as HistoryError: self = error.code == .locked ? .busy : .state
    case is RulebookErrors: self = .configuration
    case let error as ReviewError where error.isRefusal: self = .declined
    case let error as ReviewError: self = error.isWorthRetrying ? .undelivered : .configuration
    case let error as PipelineError:
      switch error.code {
      case .tooManyRejections: self = .input
      case .interrupted: self = .interrupted
      case .countsDisagree: self = .fault
      default: self = .state
      }
    default: self = .fault
    }
  }
}

extension ExitStatus {
  /// Throws what makes the program end with this status; does nothing for success.
  func end() throws {
    guard self != .success else { return }
    throw ExitCode(rawValue)
  }
}
