import Ledger
import TestSupport

/// An export of which some payments are taken back: reversed, returned, or corrected, each in the ways in which banks
/// say so, and the export that would have come had those payments never been made, or been right at once.
struct ReversedExport {
  /// A row of the export, and the day on which it comes.
  struct Row {
    var day: Int
    var text: String
  }

  /// Everything, what takes back with it.
  private(set) var rows: [Row] = []
  /// What counts in the end.
  private(set) var clean: [String] = []
  /// How many payments were taken back or corrected.
  private(set) var taken = 0

  static let header = String(RandomExport.header.dropLast()) + ",record_type,original_id\n"

  init(_ export: RandomExport, days: Int, percent: Int = 15, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for (day, night) in export.nights(days, of: days).enumerated() {
      for row in night {
        rows.append(Row(day: day, text: row + ",,"))
        guard random.chance(percent: percent) else {
          clean.append(row + ",,")
          continue
        }
        taken += 1
        takeBack(row, on: min(day + random.below(6), days - 1), &random)
      }
    }
  }

  private mutating func takeBack(_ row: String, on day: Int, _ random: inout SeededRandom) {
    var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let original = cells[0]
    switch random.below(6) {
    case 0:
      // The same row again, marked.
      rows.append(Row(day: day, text: row + ",reversed,"))
    case 1:
      // Corrected under its own id.
      cells[2] = "\(1 + random.below(400)).50"
      rows.append(Row(day: day, text: cells.joined(separator: ",") + ",correction,\(original)"))
      clean.append(cells.joined(separator: ",") + ",,")
    case 2:
      // Corrected under an id of its own.
      cells[0] += "-K"
      cells[2] = "\(1 + random.below(400)).75"
      rows.append(Row(day: day, text: cells.joined(separator: ",") + ",correction,\(original)"))
      clean.append(cells.joined(separator: ",") + ",,")
    case 3:
      // It was the sum of a batch, whose payments come too, some of them before it.
      for part in 1...2 {
        cells[0] = "\(original)-P\(part)"
        cells[2] = "\(1 + random.below(400)).25"
        rows.insert(
          Row(day: day, text: cells.joined(separator: ",") + ",part,\(original)"),
          at: rows.count - random.below(2))
        clean.append(cells.joined(separator: ",") + ",,")
      }
    default:
      // A return that names its original, and little else that the original said.
      cells[0] = "R-" + original
      cells[1] = PostingMaker.firstDay.advanced(by: day).description + "T12:00:00-06:00"
      cells[4] = cells[4] == "credit" ? "debit" : "credit"
      cells[5] = "ach"
      for bare in 7..<cells.count where random.chance(percent: 70) { cells[bare] = "" }
      rows.append(Row(day: day, text: cells.joined(separator: ",") + ",return,\(original)"))
    }
  }

  /// The rows of each night.
  func nights(_ count: Int, of days: Int) -> [[String]] {
    var nights = [[String]](repeating: [], count: count)
    for row in rows { nights[min(row.day * count / days, count - 1)].append(row.text) }
    return nights
  }
}
