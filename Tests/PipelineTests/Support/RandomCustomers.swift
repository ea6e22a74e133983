import TestSupport

/// A customer file for the bank of `RandomExport`: fourteen accounts, two to a customer, some of whom share a house,
/// a telephone or an e-mail address.
struct RandomCustomers {
  var rows: [String] = []

  static let header =
    "customer_id,account_id,name,kind,naics,street,zip,phone,email,opened,minor\n"

  private static let names = ["Ana Ruiz", "Tom Berg", "Li Wei", "Eva Soto", "Ida Holm", "Sam Okafor"]
  private static let zips = ["10001", "60601", "77002", "78040", "90012", "30303"]

  /// - Parameter joins: how accounts go together; another number, another bank.
  init(seed: UInt64, joins: Int = 0) {
    var random = SeededRandom(seed: seed)
    for customer in 0..<7 {
      let isBusiness = random.chance(percent: 40)
      let house = random.below(3)
      let cells = [
        Self.names[customer % Self.names.count], isBusiness ? "business" : "person",
        isBusiness ? "722511" : "", "\(house + 1) Elm Way", Self.zips[house], "555-010\(random.below(4))",
        "box\(random.below(4))@example.com", "2026-0\(1 + random.below(3))-15",
        random.chance(percent: 20) ? "yes" : "no",
      ]
      for half in 0..<2 {
        // One account is nobody's, so that some postings stay their account's own.
        let account = (customer * 2 + half + joins) % 14
        if account == 13 { continue }
        rows.append((["C\(customer)", "A\(account)"] + cells).joined(separator: ","))
      }
    }
  }
}
