import Ledger

extension WorldFiles {
  /// Who the customers are: a row for each account.
  mutating func writeCustomers(of bank: Bank) throws {
    try start(
      "customers.csv",
      header: """
        customer_id,account_id,name,kind,occupation,naics,street,city,state,zip,phone,email,employer,opened,\
        branch_zip,minor

        """)
    for customer in bank.customers {
      for account in customer.accounts {
        try row([
          customer.id, account.number, customer.name, customer.isBusiness ? "business" : "person",
          customer.occupation, customer.naics, customer.street, customer.home.city, customer.home.state,
          customer.home.zip, customer.phone, customer.email, customer.employer, account.opened.description,
          customer.home.zip, customer.isMinor ? "yes" : "no",
        ])
      }
    }
  }

  /// What is true: operations, their members, and the innocent who look alike.
  mutating func writeTruth(_ truth: Truth) throws {
    try start("truth/operations.csv", header: "operation,typology,difficulty,first_day,last_day\n")
    for operation in truth.operations {
      try row([
        operation.identifier, operation.typology.rawValue, operation.difficulty.rawValue, operation.firstDay,
        operation.lastDay,
      ])
    }
    try start("truth/members.csv", header: "operation,kind,identifier,role,layer,flaggable\n")
    for member in truth.members where member.isVisible {
      try row([
        member.operation, member.kind.rawValue, member.identifier, member.role.rawValue,
        member.layer.rawValue,
        member.isFlaggable ? "yes" : "no",
      ])
    }
    try start("truth/lookalikes.csv", header: "group,kind,identifier\n")
    for lookalike in truth.lookalikes {
      try row([lookalike.group, lookalike.kind, lookalike.identifier])
    }
  }
}
