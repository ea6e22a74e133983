import Foundation
import Testing

/// A bank whose customers have names, accounts, telephones and amounts that stand out wherever they come to light.
enum Planted {
  /// Every planted text has it, in one case or the other.
  private static let mark = "zquib"
  /// Planted amounts and telephones, as digits; looked for with and without what sets them apart.
  private static let digits = ["9135779", "9135781", "73194455"]

  /// What of the planted stands in a text.
  static func found(in text: String) -> [String] {
    let digitsOnly = text.filter { !".,-() ".contains($0) }.lowercased()
    return text.split(separator: "\n").map(String.init).filter { line in
      line.lowercased().contains(mark)
    } + digits.filter { digitsOnly.contains($0) }
  }

  /// Commands that are there to show records and flags, on standard output alone.
  private static let showing: Set<String> = ["check", "explain", "flags", "review"]

  /// Looks for the customers of tests in what any run of the program said, in any test.
  static func expectNoNames(_ arguments: [String], _ output: String, _ errors: String) {
    for name in RandomExport.names + ["Zquib"] {
      #expect(!errors.contains(name), "standard error of \(arguments): \(errors)")
      if let command = arguments.first, !showing.contains(command) {
        #expect(!output.contains(name), "standard output of \(arguments): \(output)")
      }
    }
  }

  /// Runs the program and looks for what must not be there. Log lines are JSON objects, which say more than text does.
  static func run(
    _ arguments: [String], showsRecords: Bool = false, environment: [String: String] = [:],
    status expected: Int32? = 0
  ) throws {
    let said = try BuiltProgram.run(arguments + ["--log-format", "json"], environment: environment)
    if let expected { #expect(said.status == expected, "\(arguments): \(said.errors)") }
    #expect(found(in: said.errors).isEmpty, "standard error of \(arguments.prefix(2)): \(said.errors)")
    if !showsRecords {
      #expect(found(in: said.output).isEmpty, "standard output of \(arguments.prefix(2)): \(said.output)")
    }
  }

  /// What may stand where a date or a number should.
  private static let wrongs = [
    "Zquib Broken", "\"Zquib \"\"quoted\"\" 91357.79\"", "Zquib\u{1b}[31m", "Zquib,one,more",
    "91357.79x",
  ]

  /// An export in which everything that can be a text is a planted one; if broken, every third record is wrong in one
  /// column, another each time, and the others show that the file is understood.
  static func export(broken: Bool = false) -> String {
    let columns = RandomExport.header.dropLast().split(separator: ",").map(String.init)
    let planted: Set<String> = [
      "txn_id", "account_id", "customer_id", "customer_name", "counterparty_account", "counterparty_name",
      "conductor",
      "memo",
    ]
    var text = RandomExport.header.dropLast() + ",phone,employer,counterparty_address\n"
    for (number, row) in RandomExport(broken ? 220 : 120, days: 10, seed: 31).rows.enumerated() {
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      for (index, column) in columns.enumerated() {
        if planted.contains(column), !cells[index].isEmpty { cells[index] = "Zquib " + cells[index] }
      }
      if number < 2 { cells[2] = ["91357.79", "91357.81"][number] }
      if broken, number.isMultiple(of: 3) {
        let turn = number / 3
        cells[turn % columns.count] = wrongs[turn / columns.count % wrongs.count]
      }
      text += (cells + ["7319-4455", "Zquib Farm", "\"1 Zquib Way, Town\""]).joined(separator: ",") + "\n"
    }
    return String(text)
  }
}
