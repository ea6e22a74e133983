extension Population {
  /// Every innocent group, and how many households of a thousand customers are of it. Groups that banks know
  /// to be large are large; the rare ones are common enough to be measured.
  static let lookalikes: [Kind] = money + work + households + trades

  private static let money = [
    Kind(name: "family remittances", share: 35) { $0.remitter() },
    Kind(name: "university students", share: 8) { $0.farStudent() },
    Kind(name: "international students", share: 3) { $0.foreignStudent() },
    Kind(name: "tandas", share: 2) { $0.tanda() },
    Kind(name: "landlords", share: 5) { $0.landlord() },
    Kind(name: "rent splitting", share: 5) { $0.housemate() },
    Kind(name: "immigration bonds and lawyers", share: 1.5) { $0.bondFamily() },
    Kind(name: "check-cashing unbanked", share: 6) { $0.checkCasher() },
    Kind(name: "scam victims buying gift cards", share: 2) { $0.scamVictim() },
    Kind(name: "bill splitters", share: 4) { $0.billSplitter() },
    Kind(name: "relatives and partners abroad", share: 4) { $0.partnerAbroad() },
    Kind(name: "freelancers with clients abroad", share: 2) { $0.freelancer() },
    Kind(name: "coin traders", share: 4) { $0.coinTrader() },
    Kind(name: "gamblers", share: 4) { $0.gambler() },
    Kind(name: "group organisers", share: 3) { $0.organiser() },
    Kind(name: "young gamers", share: 3) { $0.youngGamer() },
    Kind(name: "windfalls and home purchases", share: 3) { $0.homeBuyer() },
    Kind(name: "families of prisoners", share: 3) { $0.prisonersFamily() },
    Kind(name: "fundraisers", share: 2) { $0.fundraiser() },
    Kind(name: "small imports", share: 2) { $0.smallImporter() },
  ]

  private static let work = [
    Kind(name: "farm crews", share: 0.6) { $0.farm() },
    Kind(name: "tipped night workers", share: 8) { $0.nightTips() },
    Kind(name: "truckers", share: 4) { $0.trucker() },
    Kind(name: "travelling crews and sales", share: 4) { $0.travelling() },
    Kind(name: "touring artists", share: 1.5) { $0.artist() },
    Kind(name: "festival and sports vendors", share: 2) { $0.vendor() },
    Kind(name: "consenting adult workers and creators", share: 4) { $0.adultWorker() },
    Kind(name: "small crews paid in cash", share: 1.5) { $0.smallCrew() },
    Kind(name: "payday cash-machine queues", share: 0.8) { $0.paydayQueue() },
    Kind(name: "workers who rent from a foreman", share: 1) { $0.foremanRents() },
    Kind(name: "delivery dispatchers", share: 1.5) { $0.dispatcher() },
    Kind(name: "workers who pay a housemate", share: 4) { $0.workerOwing() },
    Kind(name: "hairdressers, tutors and sitters", share: 6) { $0.hairdresser() },
  ]

  private static let households = [
    Kind(name: "motel families and evacuees", share: 3) { $0.motelFamily() },
    Kind(name: "families with one device", share: 2) { $0.oneDeviceFamily() },
    Kind(name: "joint wages", share: 4) { $0.threeWages() },
    Kind(name: "wages kept by a partner", share: 2.5) { $0.partnerKeepsMoney() },
    Kind(name: "shared houses", share: 1) { $0.sharedHouse() },
    Kind(name: "snowbirds", share: 3) { $0.snowbird() },
    Kind(name: "bill accounts", share: 3) { $0.billAccount() },
    Kind(name: "representative payees", share: 0.6) { $0.representativePayee() },
    Kind(name: "payday remittance carpools", share: 0.6) { $0.carpool() },
    Kind(name: "parents of students in several flats", share: 1.5) { $0.severalRents() },
  ]

  private static let trades = [
    Kind(name: "restaurants with night deposits", share: 4) { $0.restaurant() },
    Kind(name: "churches", share: 2) { $0.church() },
    Kind(name: "shelters and migrant aid", share: 0.8) { $0.shelter() },
    Kind(name: "salons with chair rental", share: 2) { $0.chairSalon() },
    Kind(name: "late spas", share: 1.5) { $0.lateSpa() },
    Kind(name: "border retail", share: 2) { $0.borderShop() },
    Kind(name: "maquiladora suppliers", share: 0.8) { $0.maquilaSupplier() },
    Kind(name: "medical tourism", share: 0.8) { $0.borderClinic() },
    Kind(name: "immigration law firms", share: 0.8) { $0.lawFirm() },
    Kind(name: "used-car exporters", share: 1) { $0.carExporter() },
    Kind(name: "travel agents", share: 1) { $0.travelAgent() },
    Kind(name: "exchange houses", share: 0.6) { $0.exchangeHouse() },
    Kind(name: "property managers", share: 1) { $0.propertyManager() },
    Kind(name: "produce brokers", share: 0.8) { $0.produceBroker() },
    Kind(name: "ticket and sneaker resellers", share: 2) { $0.reseller() },
    Kind(name: "staffing agencies", share: 0.8) { $0.staffingAgency() },
    Kind(name: "owner-run cleaning firms", share: 1.5) { $0.ownerCleaner() },
  ]
}
