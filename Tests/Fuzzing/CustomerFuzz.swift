import Ingest
import Ledger

/// Customer files: every row is a customer's or a fault, and the same bytes always the same customers.
enum CustomerFuzz {
  static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let file = read(bytes) else { return }
    guard file.faults.count == min(file.faultCount, CustomerFile.heldFaults) else {
      throw BrokenPromise("\(file.faultCount) faults, \(file.faults.count) kept")
    }
    guard file.customers.count <= file.rows else { throw BrokenPromise("more customers than rows") }
    guard file.rows == 0 || !file.customers.isEmpty || file.faultCount > 0 else {
      throw BrokenPromise("rows that are neither customers nor faults")
    }
    var accounts: Set<String> = []
    for customer in file.customers {
      guard customer.accounts.allSatisfy({ accounts.insert($0).inserted }) else {
        throw BrokenPromise("an account of two customers")
      }
    }
    guard let again = read(bytes), Self.told(again) == Self.told(file) else {
      throw BrokenPromise("read again it is something else")
    }
  }

  /// All that the file says of customers.
  private static func told(_ file: CustomerFile) -> [String: CustomerFacts] {
    var facts: [String: CustomerFacts] = [:]
    for customer in file.customers {
      facts[customer.identifier + " " + customer.accounts.joined(separator: " ")] = customer.facts
    }
    return facts
  }

  private static func read(_ bytes: [UInt8]) -> CustomerFile? {
    guard let source = try? ByteSource(bytes: bytes, name: "fuzz") else { return nil }
    return try? CustomerFile(source)
  }
}
