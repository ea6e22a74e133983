import Glibc
import Ledger
import Pipeline

/// What the program says: results on standard output, everything else on standard error.
struct Console: Sendable {
  /// Whether a person watches standard error.
  let isTerminal = isatty(STDERR_FILENO) == 1
  /// Log lines as JSON objects.
  let isJSON: Bool

  init(_ format: LogFormat) { isJSON = format == .json }

  /// A result.
  func print(_ line: String) { StandardOutput.print(line) }

  /// A log line, with facts that are counts or names of sources; never content of records.
  func log(_ event: String, _ facts: [(String, String)] = []) {
    if isJSON {
      let pairs = [("event", event)] + facts
      let fields = pairs.map { "\"\($0.0)\":\(Self.quoted($0.1))" }
      write("{" + fields.joined(separator: ",") + "}\n")
    } else {
      write(printable(event + facts.map { " \($0.0)=\($0.1)" }.joined()) + "\n")
    }
  }

  /// A remark beside results that go to standard output.
  func note(_ message: String) {
    if isJSON { log("note", [("message", message)]) } else { write(printable(message) + "\n") }
  }

  /// An error, in full sentences.
  func error(_ message: String, code: String) {
    if isJSON {
      log("error", [("code", code), ("message", message)])
    } else {
      write("manumit: \(message)\n")
    }
  }

  func write(_ text: String) {
    var copy = text
    // Where nobody takes it, there is nobody to tell.
    _ = copy.withUTF8 { WholeWrite.write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        // Everything that steers a terminal lies in the first plane.
        if printable(String(scalar)) != String(scalar) {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
