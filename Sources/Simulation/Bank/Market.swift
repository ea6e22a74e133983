import Ledger

/// The shops and employers of the world, each made when first needed.
final class Market {
  private unowned let bank: Bank
  /// Three spellings of each shop in each town: whole, cut off, misspelt.
  private var shops: [[Party]]
  private var employers: [[Employer]]
  private var dice: Dice

  init(bank: Bank) {
    self.bank = bank
    shops = Array(repeating: [], count: Shop.all.count * Places.all.count)
    employers = Array(repeating: [], count: Places.all.count)
    dice = bank.dice("market")
  }

  /// How a shop of a town appears on a card statement.
  func party(_ shop: Shop, in place: Place, _ dice: inout Dice) -> Party {
    let index = shop.number * Places.all.count + place.number
    if shops[index].isEmpty { shops[index] = spellings(shop, place) }
    let drawn = dice.below(20)
    return shops[index][drawn < 16 ? 0 : drawn < 19 ? 1 : 2]
  }

  private func spellings(_ shop: Shop, _ place: Place) -> [Party] {
    let number = (shop.number * 7919 + place.number * 104_729) % 9000 + 100
    let city = shop.isOnline ? "" : place.city.uppercased()
    let whole = "\(shop.prefix)\(shop.name.uppercased()) #\(number) \(city)"
    var letters = Array(shop.name.uppercased())
    if letters.count > 3 { letters.swapAt(1, 2) }
    let misspelt = "\(shop.prefix)\(String(letters)) \(number) \(city)"
    return [whole, String(whole.prefix(22)), misspelt].map { name in
      Party(
        name: name, state: shop.isOnline ? "" : place.state,
        country: shop.isOnline && place.number % 9 == 0
          ? ["CY", "NL", "IE", "PA"][place.number / 9 % 4] : "US")
    }
  }

  /// An employer of a town: a few large, many small.
  func employer(in place: Place, _ dice: inout Dice) -> Employer {
    let known = employers[place.number].count
    if known > 0, dice.chance(0.86) {
      // The earlier ones have had longer to grow.
      return employers[place.number][min(dice.below(known), dice.below(known))]
    }
    let employer = Employer(
      name: dice.chance(0.15) ? dice.pick(Employer.national) : dice.business(dice.pick(Employer.trades)),
      account: "8" + bank.nextNumber(\.company), state: place.state, bank: dice.pick(Bank.otherBanks))
    employers[place.number].append(employer)
    return employer
  }
}

/// Someone who pays wages.
final class Employer {
  let name: String
  let party: Party
  let memo: String
  private let namesWorkers: Bool

  init(name: String, account: String, state: String, bank: String = "") {
    self.name = name
    party = Party(account: account, name: name, bank: bank, state: state)
    memo = "PAYROLL " + name.uppercased().prefix(22)
    namesWorkers = StableHash.hash(account) % 3 == 0
  }

  /// What is written on the wages of a worker; some employers write the name as well.
  func details(of worker: String, _ number: String) -> Details {
    Details(
      memo: namesWorkers ? "\(memo) \(worker.uppercased())" : memo, purpose: .payroll, employer: name,
      reference: "EE\(number.suffix(5))")
  }

  static let national = [
    "Harbor Hotels", "Orchard Grocers", "Everything Online Fulfillment", "Summit Airlines", "Union Parcel",
    "Redwood Furniture", "Lakeside Health System", "Delta Hardware", "County Schools", "State of Service",
    "Kestrel Insurance", "Brightline Transit", "City Works Department", "Noodle Counter", "Quick Fuel",
  ]

  static let trades = [
    "Roofing", "Dental", "Logistics", "Foods", "Builders", "Software", "Clinic", "Printing", "Motors",
    "Steel",
    "Nursery", "Packing", "Electric", "Plumbing", "Law Office", "Preschool", "Warehouse", "Catering",
    "Staffing",
    "Cabinets", "Veterinary", "Security", "Landscaping", "Janitorial", "Home Care", "Machine Shop", "Bakery",
  ]
}
