import Detection
import Ledger

/// The words of `manumit customers load`.
public enum CustomerLoadText {
  /// What was read, what it changed, and what is worth a look.
  public static func lines(of report: CustomerLoadReport) -> [String] {
    var lines = [
      "read       \(count(report.rows, "row")), \(count(report.customers, "customer"))",
      "customers  \(grouped(report.new)) new, \(grouped(report.changed)) changed, "
        + "\(grouped(report.unchanged)) as known"
        + (report.removed > 0 ? ", \(grouped(report.removed)) forgotten" : ""),
    ]
    for (note, times) in report.notes.sorted(by: { $0.key < $1.key }) {
      lines.append("note       \(note): \(grouped(times))")
    }
    if !report.unread.isEmpty {
      lines.append("not read   columns " + report.unread.joined(separator: ", "))
    }
    guard let run = report.run else {
      return lines + ["Nothing new: every customer was known already."]
    }
    lines.append(
      "flags      \(run.flagsNew) new, \(run.flagsExtended) extended, \(run.flagsAmended) amended"
        + (run.flagsWithdrawn > 0 ? ", \(run.flagsWithdrawn) withdrawn" : ""))
    let blind = run.coverage.filter { !$0.notEvaluable.isEmpty && $0.isObservable }.count
    let unseen = run.coverage.filter { !$0.isObservable }.count
    lines.append(
      "evaluated  \(run.coverage.count - blind - unseen) of \(run.coverage.count) indicators and mitigations")
    return lines
  }

  private static func grouped(_ number: Int) -> String { QuantityText.grouped(Int64(number)) }

  private static func count(_ number: Int, _ noun: String) -> String {
    QuantityText.plural(Int64(number), noun)
  }
}
