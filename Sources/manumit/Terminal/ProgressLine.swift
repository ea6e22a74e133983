import Foundation
import Ledger
import Pipeline
import Synchronization

/// One line that is written over again while a run goes on. Silent where nobody watches.
final class ProgressLine: Sendable {
  private struct State {
    var shown = Date.distantPast
    var width = 0
    var startedReading: Date?
  }

  private let console: Console
  private let state = Mutex(State())

  /// Often enough to look alive, seldom enough to cost nothing.
  private static let interval = 0.2

  init(_ console: Console) { self.console = console }

  func show(_ progress: RunProgress) {
    guard console.isTerminal, !console.isJSON else { return }
    state.withLock { state in
      let now = Date()
      guard now.timeIntervalSince(state.shown) >= Self.interval else { return }
      state.shown = now
      if state.startedReading == nil { state.startedReading = now }
      let line = Self.line(progress, seconds: now.timeIntervalSince(state.startedReading ?? now))
      let padding = String(repeating: " ", count: max(0, state.width - line.count))
      state.width = line.count
      console.write("\r" + line + padding)
    }
  }

  /// Takes the line away.
  func clear() {
    guard console.isTerminal, !console.isJSON else { return }
    state.withLock { state in
      guard state.width > 0 else { return }
      console.write("\r" + String(repeating: " ", count: state.width) + "\r")
      state.width = 0
    }
  }

  private static func line(_ progress: RunProgress, seconds: Double) -> String {
    switch progress.phase {
    case .reading:
      let rate = seconds > 0 ? Double(progress.bytes) / seconds : 0
      var line = "reading  \(megabytes(progress.bytes))"
      if let total = progress.bytesTotal, total > 0 {
        line += " of \(megabytes(total))"
        if rate > 0 { line += String(format: ", %.0f s left", Double(total - progress.bytes) / rate) }
      }
      return line + String(format: ", %.0f MB/s", rate / 1e6)
    case .assessing: return "assessing  \(progress.shards) of \(SubjectKey.shardCount) parts"
    case .keeping: return "keeping what was found"
    case .publishing: return "telling PostgreSQL"
    }
  }

  private static func megabytes(_ bytes: Int) -> String { String(format: "%.0f MB", Double(bytes) / 1e6) }
}
