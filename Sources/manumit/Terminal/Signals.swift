import Dispatch
import Glibc
import Pipeline

/// Turns SIGINT and SIGTERM into a request to stop: what runs finishes its chunk, and nothing is kept. A
/// second signal ends the program at once; the state bears that too. Once the run is kept, a signal ends the
/// delivery, which the next run takes up.
final class Signals: @unchecked Sendable {
  private var sources: [any DispatchSourceSignal] = []

  init(_ stop: StopSignal) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isKept { _exit(ExitStatus.undelivered.rawValue) }
        if stop.isRequested { _exit(ExitStatus.interrupted.rawValue) }
        stop.request()
      }
      source.resume()
      sources.append(source)
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
