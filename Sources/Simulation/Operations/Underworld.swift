/// Settles the operations among the innocent.
enum Underworld {
  /// One way of doing a crime.
  typealias Recipe = @Sendable (Operation) -> Void

  /// The ways of each typology.
  static func recipes(of typology: Typology) -> [Recipe] {
    switch typology {
    case .humanSmuggling:
      [
        { $0.borderFunnel() }, { $0.smallPayments() }, { $0.stagedFees() }, { $0.cashThenWire() },
        { $0.driversOnHire() }, { $0.travelAgency() }, { $0.stashHouses() },
        { $0.valueTransfer() }, { $0.tickets() },
      ]
    case .sexTrafficking:
      [{ $0.nightCollector() }, { $0.circuit() }, { $0.bookkeeper() }, { $0.cardsToCoins() }]
    case .illicitMassage: [{ $0.threeFees() }, { $0.storefronts() }]
    case .laborTrafficking:
      [
        { $0.wageSweep() }, { $0.wagesIntoOneAccount() }, { $0.cardsAtOneMachine() }, { $0.recruiter() },
        { $0.crewContractor() }, { $0.housedCleaners() },
        { $0.checksReturned() }, { $0.capturedBenefits() },
      ]
    case .childExploitation:
      [{ $0.payerAbroad() }, { $0.receiverOfMany() }, { $0.sellerByTheCent() }, { $0.payerOfMinors() }]
    case .sextortion: [{ $0.extortionMule() }, { $0.extortedByHandle() }]
    case .laundering:
      [{ $0.cashFunnel() }, { $0.muleRing() }, { $0.structuredProperty() }, { $0.cardBills() }]
    case .drugNexus: [{ $0.brokerOfBoth() }, { $0.exporter() }, { $0.paidStudents() }]
    }
  }

  /// Adds operations, every typology once before any comes twice, until of a thousand accounts
  /// `perThousand` belong to those whom it is right to flag.
  static func settle(_ bank: Bank, perThousand: Double) {
    guard perThousand > 0 else { return }
    var dice = bank.dice("underworld")
    let offsets = Typology.allCases.map { _ in dice.below(60) }
    var order: [Int] = []
    var number = 0
    var made = 0
    var counted = 0
    var lives = 0
    var accounts = 0
    repeat {
      if order.isEmpty { order = dice.some(Typology.allCases.count, of: Array(Typology.allCases.indices)) }
      let typology = order.removeLast()
      let round = number / Typology.allCases.count + offsets[typology]
      number += 1
      let operation = Operation(
        bank, number: number, typology: Typology.allCases[typology],
        difficulty: Difficulty.allCases[(round + typology) % Difficulty.allCases.count])
      let ways = recipes(of: operation.typology)
      ways[round % ways.count](operation)
      made += bank.truth.members[counted...].count { isAccount($0) }
      counted = bank.truth.members.count
      accounts += bank.customers[lives...].reduce(0) { $0 + $1.accounts.count }
      lives = bank.customers.count
    } while Double(made) < Double(accounts) * perThousand / 1000
  }

  /// Accounts, at the bank or outside, of those whom it is right to flag.
  static func accounts(in truth: Truth) -> Int { truth.members.count { isAccount($0) && $0.isVisible } }

  private static func isAccount(_ member: MemberTruth) -> Bool {
    member.isFlaggable && (member.kind == .account || member.kind == .counterparty)
  }
}
