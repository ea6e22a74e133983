/// Settles the ordinary people, the businesses and the innocent look-alikes.
enum Population {
  /// One kind of household, and how many of a thousand are of it.
  struct Kind: Sendable {
    let name: String
    let share: Double
    let settle: @Sendable (inout Household) -> Void
  }

  static let ordinary: [Kind] = [
    Kind(name: "salaried", share: 230) { $0.salaried() },
    Kind(name: "couple", share: 80) { $0.couple() },
    Kind(name: "joint", share: 90) { $0.jointAccount() },
    Kind(name: "hourly", share: 240) { $0.hourly() },
    Kind(name: "gig", share: 40) { $0.gigWorker() },
    Kind(name: "seasonal", share: 15) { $0.seasonal() },
    Kind(name: "seller", share: 20) { $0.onlineSeller() },
    Kind(name: "retiree", share: 120) { $0.retiree() },
    Kind(name: "student", share: 40) { $0.localStudent() },
    Kind(name: "affluent", share: 40) { $0.affluent() },
    Kind(name: "benefits", share: 35) { $0.onBenefits() },
    Kind(name: "shop", share: 10) { $0.shop() },
    Kind(name: "convenience", share: 4) { $0.convenienceStore() },
    Kind(name: "practice", share: 8) { $0.practice() },
    Kind(name: "builder", share: 8) { $0.builder() },
    Kind(name: "trucking", share: 3) { $0.trucking() },
    Kind(name: "cleaning", share: 4) { $0.cleaningCompany() },
    Kind(name: "spa", share: 3) { $0.spa() },
  ]

  /// Fills the bank with `customers`, and a few more where there are too few for one of each kind of look-
  /// alike.
  static func settle(_ bank: Bank, customers: Int) {
    var dice = bank.dice("population")
    var number = 0
    // Half of the ordinary come first, so that the others have neighbours.
    settleOrdinary(bank, until: customers / 2, &number, &dice)
    for kind in lookalikes {
      let wanted = max(1, Int(kind.share * Double(customers) / 1000))
      for number in 0..<wanted {
        var household = Household(bank, "\(kind.name) \(number)")
        kind.settle(&household)
      }
    }
    settleOrdinary(bank, until: customers, &number, &dice)
  }

  private static func settleOrdinary(
    _ bank: Bank, until customers: Int, _ number: inout Int, _ dice: inout Dice
  ) {
    let weights = ordinary.map(\.share).runningSums
    while bank.customers.count < customers {
      var household = Household(bank, "household \(number)")
      ordinary[dice.weighted(weights)].settle(&household)
      number += 1
    }
  }
}
