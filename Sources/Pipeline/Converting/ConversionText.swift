import Detection
import Ledger

/// The closing words of a conversion.
public enum ConversionText {
  /// Lines for people: what was read, what was left out and why, what the sources say of themselves.
  public static func lines(of report: FileConversion.Report) -> [String] {
    var lines = [
      "read       " + QuantityText.grouped(Int64(report.read.records)),
      "converted  " + QuantityText.grouped(Int64(report.converted.records)),
    ]
    for (code, count) in report.leftOut.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("left out   \(code): " + QuantityText.grouped(Int64(count)))
    }
    for rejection in report.firstLeftOut {
      let field = rejection.field.map { " (\($0))" } ?? ""
      lines.append(
        "           \(rejection.file):\(rejection.line): \(rejection.code)\(field): \(rejection.reason)")
    }
    lines += report.controls.map { "control    " + $0 }
    for file in report.skipped { lines.append("skipped    \(file.name): \(file.reason)") }
    return lines
  }
}
