import Dispatch
import Glibc
import Pipeline

/// Turns SIGINT and SIGTERM into a request to stop: what runs finishes its chunk, and nothing is kept. A second
/// signal ends the program at once; the state bears that too. A run that is being kept is not cut short. Once it is
/// kept, a signal ends the delivery, which the next run takes up.
final class Signals: @unchecked Sendable {
  private var sources: [any DispatchSourceSignal] = []

  init(_ stop: StopSignal, console: Console) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { stop.request { Self.end($0, console) } }
      source.resume()
      sources.append(source)
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Ends the program where it stands.
  private static func end(_ stage: StopSignal.Stage, _ console: Console) -> Never {
    if case .delivering = stage {
      console.error(Self.undelivered, code: "interrupted")
      _exit(ExitStatus.undelivered.rawValue)
    }
    console.error("Stopped at once; nothing was kept. Run it again when it suits", code: "interrupted")
    _exit(ExitStatus.interrupted.rawValue)
  }

  /// What is said where a signal came before PostgreSQL had everything.
  static let undelivered =
    "Stopped before PostgreSQL had everything; what was found is kept. The next run delivers it, or `manumit publish`"
}
