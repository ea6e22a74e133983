import Ledger

/// The truth about a world, as its files tell it.
public struct KnownTruth: Sendable {
  /// One operation and what is expected of it.
  struct Operation: Sendable {
    let identifier: String
    let typology: String
    let difficulty: String
    let firstDay: BusinessDay
  }

  /// The part that a subject has in an operation.
  struct Part: Sendable {
    let operation: Int
    let role: String
    let isHub: Bool
    let isFlaggable: Bool
  }

  private(set) var operations: [Operation] = []
  /// Parts by subject: customers, outside accounts, devices, telephones, addresses, cash machines.
  private(set) var parts: [Subject: Part] = [:]
  /// Groups of the innocent by subject.
  private(set) var groups: [Subject: String] = [:]
  /// How many are in each group.
  private(set) var groupSizes: [String: Int] = [:]
  private(set) var minors: Set<Subject> = []
  private var owners: [String: String] = [:]

  /// Reads the customer file and the three files of the truth folder.
  ///
  /// - Throws: `EvaluationError` where a file lacks a column, or a row says what cannot be.
  public init(customers: String, operations: String, members: String, lookalikes: String)
    throws(EvaluationError)
  {
    for row in try TruthTable("customers.csv", customers, ["customer_id", "account_id", "minor"]).rows {
      owners[row[1]] = row[0]
      if row[2] == "yes" { minors.insert(Subject(.customer, row[0])) }
    }
    var numbers: [String: Int] = [:]
    let columns = ["operation", "typology", "difficulty", "first_day"]
    for row in try TruthTable("operations.csv", operations, columns).rows {
      guard let day = BusinessDay(row[3]) else {
        throw EvaluationError(.badValue, file: "operations.csv", column: "first_day")
      }
      numbers[row[0]] = self.operations.count
      self.operations.append(
        Operation(identifier: row[0], typology: row[1], difficulty: row[2], firstDay: day))
    }
    let parts = ["operation", "kind", "identifier", "role", "layer", "flaggable"]
    for row in try TruthTable("members.csv", members, parts).rows where row[1] != "account" {
      guard let operation = numbers[row[0]] else {
        throw EvaluationError(.badValue, file: "members.csv", column: "operation")
      }
      self.parts[subject(row[1], row[2])] = Part(
        operation: operation, role: row[3], isHub: row[4] == "hub", isFlaggable: row[5] == "yes")
    }
    for row in try TruthTable("lookalikes.csv", lookalikes, ["group", "kind", "identifier"]).rows {
      guard groups.updateValue(row[0], forKey: subject(row[1], row[2])) == nil else { continue }
      groupSizes[row[0], default: 0] += 1
    }
  }

  /// The one under whom a flag is counted: an account is its customer.
  func subject(_ kind: String, _ identifier: String) -> Subject {
    switch kind {
    case "account": owners[identifier].map { Subject(.customer, $0) } ?? Subject(.counterparty, identifier)
    case "customer": Subject(.customer, identifier)
    case "counterparty":
      owners[identifier].map { Subject(.customer, $0) } ?? Subject(.counterparty, identifier)
    default: Subject(.link, identifier)
    }
  }

  /// Customers and outside accounts that it is right to flag: what recall is counted over.
  var wanted: Set<Subject> {
    Set(parts.filter { $0.value.isFlaggable && $0.key.kind != .link }.keys)
  }
}

/// Whom a flag is counted for.
struct Subject: Hashable, Comparable, Sendable {
  enum Kind: Int, Sendable { case customer, counterparty, link }

  let kind: Kind
  let identifier: String

  init(_ kind: Kind, _ identifier: String) {
    self.kind = kind
    self.identifier = identifier
  }

  static func < (left: Subject, right: Subject) -> Bool {
    (left.kind.rawValue, left.identifier) < (right.kind.rawValue, right.identifier)
  }
}

/// Why a truth file could not be used.
public struct EvaluationError: Error, CustomStringConvertible, Equatable {
  public enum Code: String, Sendable {
    case missingColumn = "missing-column"
    case badValue = "bad-value"
  }

  public let code: Code
  public let file: String
  public let column: String

  init(_ code: Code, file: String, column: String) {
    self.code = code
    self.file = file
    self.column = column
  }

  public var description: String {
    switch code {
    case .missingColumn: "\(file) has no column \(column)."
    case .badValue: "\(file): a value of the column \(column) cannot be."
    }
  }
}
