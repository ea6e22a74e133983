import Yams

/// How to read a customer file that does not describe itself. Written as the profile of an export is, with the
/// fields of a customer file.
public struct CustomerProfile: Sendable {
  /// nil to find out from the file.
  public var dialect: Dialect?
  /// Order of day, month and year in `opened`.
  public var order = DateOrder.iso
  /// The institution whose customers they are.
  public var institution: String?
  /// Names of columns by field; with any, exactly these are read.
  public var fields: [CustomerField: String] = [:]

  public init() {}

  /// Reads a profile written in YAML: `dialect`, `time: {order: …}`, `institution`, `fields`.
  ///
  /// - Parameter file: name of the file for messages.
  /// - Throws: `IngestError` with line and column for anything that is unknown or impossible.
  public init(yaml: String, file: String = "") throws(IngestError) {
    let root = try ProfileReader.parse(yaml, file: file)
    let section = try ProfileSection(
      root, name: "", file: file, keys: ["profile", "dialect", "time", "institution", "fields"])
    if let node = section.node("dialect") { dialect = try ProfileReader(file: file).dialect(node) }
    if let node = section.node("time") {
      let time = try ProfileSection(node, name: "time", file: file, keys: ["order"])
      order = try time.choice("order", ProfileWords.dateOrders) ?? .iso
    }
    institution = try section.text("institution")
    guard let node = section.node("fields") else { return }
    let names = try ProfileSection(
      node, name: "fields", file: file, keys: CustomerField.allCases.map(\.rawValue))
    for field in CustomerField.allCases { fields[field] = try names.text(field.rawValue) }
  }

  /// Which column, from 0, states each field.
  func columns(of header: [String], source: String) throws(IngestError) -> [CustomerField: Int] {
    var columns: [CustomerField: Int] = [:]
    if fields.isEmpty {
      columns = CustomerField.columns(of: header)
    } else {
      for (field, name) in fields {
        let wanted = FieldCatalogue.normalised(name)
        guard let column = header.firstIndex(where: { FieldCatalogue.normalised($0) == wanted }) else {
          throw IngestError(
            code: .columnMissing, source: source,
            why: "The header has no column named \(name) for \(field.rawValue)",
            remedy: "Correct the profile, or check that this is the file it was written for")
        }
        columns[field] = column
      }
    }
    guard columns[.customer] != nil || columns[.account] != nil else {
      throw IngestError(
        code: .fieldUnbound, source: source, why: "No column is known to hold customer_id or account_id",
        remedy: "Name the columns as `manumit customers load --help` lists them, or name them in a profile "
          + "(fields: {customer_id: COLUMN})")
    }
    return columns
  }
}
