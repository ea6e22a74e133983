/// Sums and counts of what stands between a header and its trailer.
struct BAI2Totals {
  /// Of amounts as they stand in the records; nil once one could not be read or the sum left 64 bits.
  private(set) var sum: Int64? = 0
  /// Records within, of any code.
  var records = 0
  /// Accounts of a group, or groups of a file.
  var parts = 0

  mutating func add(_ amount: Int64?) {
    guard let held = sum, let amount else { return sum = nil }
    let (total, isTooLarge) = held.addingReportingOverflow(amount)
    sum = isTooLarge ? nil : total
  }

  /// Compares the fields of a trailer: total, perhaps the number of parts, and the number of records.
  func compare(_ fields: [[UInt8]], parts name: String?, what: String, _ filer: MessageFiler) {
    var stated = fields[...]
    Self.compare(stated.popFirst(), sum.map(String.init) ?? "unreadable", "\(what) total", filer)
    if let name { Self.compare(stated.popFirst(), "\(parts)", "\(what) \(name)", filer) }
    Self.compare(stated.popFirst(), "\(records)", "\(what) records", filer)
  }

  /// A field that states nothing is not compared.
  private static func compare(_ field: [UInt8]?, _ found: String, _ what: String, _ filer: MessageFiler) {
    guard let field, !field.isEmpty else { return }
    let plain = field.first == 0x2B ? Array(field.dropFirst()) : field
    let stated = BAI2Record.number(plain).map(String.init) ?? "unreadable"
    filer.control(ControlTotal(what: what, stated: stated, found: found))
  }
}
