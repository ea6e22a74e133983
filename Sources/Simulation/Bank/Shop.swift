/// A chain that takes cards: what it sells, for how much, how often against the others, and when.
struct Shop: Sendable {
  let number: Int
  let mcc: Int
  let name: String
  /// Middle of the tickets, in cents.
  let middle: Int
  let weight: Double
  let hours: ClosedRange<Int>
  /// What the processor puts before the name.
  let prefix: String

  var isOnline: Bool { prefix.hasSuffix("*") && prefix.hasPrefix("WEB") }

  static let all: [Shop] = table.split(separator: "\n").enumerated().map { index, line in
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return Shop(
      number: index, mcc: Int(parts[0]) ?? 0, name: parts[1], middle: (Int(parts[2]) ?? 0) * 100,
      weight: Double(parts[3]) ?? 0, hours: (Int(parts[4]) ?? 8)...(Int(parts[5]) ?? 20), prefix: parts[6])
  }

  static let weights: [Double] = all.map(\.weight).runningSums

  /// The shop of this name. The name must be in the table.
  static func named(_ name: String) -> Shop {
    guard let shop = all.first(where: { $0.name == name }) else {
      preconditionFailure("no shop of that name: \(name)")
    }
    return shop
  }

  private static let table = """
    5411|Orchard Grocers|52|20|7|22|
    5411|Fresh Basket Market|41|12|7|22|
    5411|Mercado La Feria|36|5|8|21|
    5300|Warehouse Club|110|3|9|20|
    5310|Dollar Corner|17|7|8|21|
    5541|Quick Fuel|38|10|5|24|
    5542|Highway Fuel Stop|44|4|0|24|
    5499|Night Owl Mini Mart|11|6|0|24|
    5814|Noodle Counter|14|9|10|22|
    5814|Burger Barn|12|9|6|24|
    5814|Taqueria El Sol|15|5|9|23|SQ *
    5814|Daily Grind Coffee|6|8|6|17|TST*
    5812|Blue Door Diner|29|6|7|22|TST*
    5812|Pasta Piccola|48|3|16|23|
    5813|Copper Tap Room|31|3|17|26|
    5812|Quickbite Delivery|27|5|11|24|WEB*
    5912|Corner Pharmacy|19|5|8|21|
    4121|Ridenow|18|4|0|24|WEB*
    4111|Metro Transit|5|4|5|23|
    7523|City Parking|9|2|7|22|
    5651|Thread and Button|46|2|10|20|
    5661|Step Up Shoes|64|1|10|20|
    5621|Boutique Lila|52|1|10|20|SQ *
    7230|Shear Bliss Salon|55|1|9|19|SQ *
    5977|Glow Cosmetics|34|1|10|20|
    5251|Delta Hardware|38|2|7|20|
    5942|Book Nook|22|1|9|20|
    5995|Pet Pantry|43|1|9|20|
    5999|Everything Online|33|9|0|24|WEB*
    5732|Circuit House|120|1|10|20|
    5712|Redwood Furniture|310|0.3|10|20|
    7832|Rialto Cinema|24|1|12|22|
    7997|Iron Works Gym|39|1|5|22|
    8011|Family Care Clinic|45|1|8|17|
    8021|Fairmont Dental|95|0.5|8|17|
    7538|Reliable Auto Service|240|0.5|8|18|
    7011|Harbor Hotels|135|0.4|12|22|
    7011|Budget Inn|72|0.2|12|24|
    4511|Summit Airlines|260|0.3|0|24|WEB*
    4131|Coastline Bus|46|0.3|5|22|
    7512|Wheels Rental|180|0.2|7|20|
    5944|Crown Jewelers|260|0.1|10|19|
    5816|Pixel Games|15|2|0|24|WEB*
    5815|Streamly|14|2|0|24|WEB*
    7801|Lucky Spin Online|45|0.2|0|24|WEB*
    7995|Golden River Casino|90|0.2|10|27|
    7273|Heartmatch Dating|25|0.3|0|24|WEB*
    7311|Boost Ads|40|0.15|0|24|WEB*
    4814|Northstar Mobile|55|0.5|6|22|
    8398|Open Hands Charity|30|0.5|8|20|
    7211|Spin Cycle Laundry|9|1|6|22|
    5921|Corner Liquor|24|2|9|23|
    7298|Stillwater Day Spa|85|0.2|9|20|SQ *
    7297|Willow Massage|75|0.15|9|20|SQ *
    8220|State University|420|0.05|8|18|
    4816|Cloudbox Hosting|20|0.3|0|24|WEB*
    """
}
