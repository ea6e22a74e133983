import Glibc

/// The window in which results are shown: how wide it is, and whether it knows colors.
struct TerminalWindow: Sendable {
  let width: Int
  let inColor: Bool

  /// A program that reads results has no window: lines of this length suit most editors.
  private static let widthOfPipe = 120
  /// Of a terminal that does not say how wide it is.
  private static let widthOfOldTerminal = 80

  /// Of standard output. Colors only on a terminal, and never where NO_COLOR is set (no-color.org) or the terminal is dumb.
  init() {
    guard isatty(STDOUT_FILENO) == 1 else {
      (width, inColor) = (Self.widthOfPipe, false)
      return
    }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = isKnown ? Int(size.ws_col) : Self.widthOfOldTerminal
    inColor = Self.variable("NO_COLOR").isEmpty && Self.variable("TERM") != "dumb"
  }

  private static func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
}
