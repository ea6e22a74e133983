import FoundationEssentials
public import History
import Ledger

/// What a state remembers of its customer file: what it was, when it came, and what it states.
public struct CustomerFileMemory: Codable, Hashable, Sendable {
  /// The file that was loaded last.
  public var name: String
  /// Of its decompressed bytes, 16 hexadecimal digits.
  public var digest: String
  /// RFC 3339, UTC.
  public var loadedAt: String
  /// Customers and accounts known, of this file and of those before it.
  public var customers: Int
  public var accounts: Int
  /// Facts stated of any customer.
  var stated: UInt64

  private static let key = Array("customer file".utf8)

  init(name: String, digest: String, loadedAt: String, customers: Int, accounts: Int, stated: FieldSet) {
    self.name = name
    self.digest = digest
    self.loadedAt = loadedAt
    self.customers = customers
    self.accounts = accounts
    self.stated = stated.rawValue
  }

  /// What is remembered; nil where no customer file was ever loaded.
  ///
  /// - Throws: `HistoryError` where the state cannot be read, `PipelineError` where it says nothing sensible.
  public static func remembered(in store: HistoryStore) throws -> CustomerFileMemory? {
    guard let bytes = try store.get(.settings, key: key) else { return nil }
    do {
      return try JSONDecoder().decode(CustomerFileMemory.self, from: Data(bytes))
    } catch {
      throw PipelineError(
        .stateUnreadable, reason: "What the state remembers of its customer file cannot be understood",
        advice: "Load the customer file again")
    }
  }

  func stage(in night: Night) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    night.put(.settings, key: Self.key, value: Array(try encoder.encode(self)))
  }
}

extension FieldSet {
  /// Facts that a state's customer file states, also where rules ask for them as of a record: a home for
  /// distances, a telephone for links.
  static func statedByCustomerFile(in store: HistoryStore) throws -> FieldSet {
    guard let memory = try CustomerFileMemory.remembered(in: store) else { return [] }
    return FieldSet(rawValue: memory.stated)
  }
}
