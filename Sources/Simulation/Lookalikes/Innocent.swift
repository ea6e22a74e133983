import Ledger

extension Household {
  /// Somebody with an ordinary life who belongs to an innocent group.
  mutating func innocent(
    _ group: String, _ occupation: String, income: Int, wages: Bool = true, cadence: Cadence? = nil,
    cards: ClosedRange<Double> = 0.4...1.5, rent: Bool = true, balance: Int? = nil, street: String? = nil,
    family: String? = nil, device: String? = nil
  ) -> Resident {
    let resident = person(
      occupation, family: family, street: street, device: device,
      balance: balance ?? dice.spread(income * 45, 0.9))
    let life = Life(
      income: income, cardsPerDay: dice.between(cards), purse: 0.75,
      rent: rent ? income * dice.between(24...38) / 100 : nil,
      friends: dice.between(1...5), cashPerMonth: dice.between(0.5...4))
    if wages { employ(resident, life, cadence, unsteady: dice.between(0.02...0.15)) }
    live(resident, life)
    bank.truth.lookalike(group, resident.customer)
    return resident
  }

  /// A business that belongs to an innocent group, and its owner.
  mutating func innocentFirm(_ group: String, _ firm: Firm, draw: Int? = 180_000) -> Resident {
    let resident = self.firm(firm)
    bank.truth.lookalike(group, resident.customer)
    if let draw { owner(of: resident, firm.occupation, draw: draw) }
    return resident
  }
}
