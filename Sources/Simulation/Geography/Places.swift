/// The towns of the simulated bank: real cities with one real postal code and county each, so that
/// distance and geography mean something.
enum Places {
  static let all: [Place] = border + interior

  /// In counties that touch the Mexican border.
  static let border: [Place] = read(borderTable, from: 0)

  /// Everywhere else.
  static let interior: [Place] = read(interiorTable, from: borderTable.split(separator: "\n").count)

  /// Running weights: some towns have many more of the bank's customers than others.
  static let popularity: [Double] = all.map { 1 / (2 + Double($0.number * 37 % all.count)) }.runningSums

  /// The town of this name. The name must be in the table.
  static func named(_ city: String) -> Place {
    guard let place = all.first(where: { $0.city == city }) else {
      preconditionFailure("no town of that name: \(city)")
    }
    return place
  }

  /// The towns of a state.
  static func inState(_ state: String) -> [Place] { all.filter { $0.state == state } }

  private static func read(_ table: String, from first: Int) -> [Place] {
    table.split(separator: "\n").enumerated().map { index, line in
      let parts = line.split(separator: "|").map(String.init)
      return Place(
        number: first + index, city: parts[0], state: parts[1], zip: parts[2], county: parts[3],
        standardHours: Int(parts[4]) ?? 0, hasSummerTime: parts[1] != "AZ" && parts[1] != "HI")
    }
  }

  private static let borderTable = """
    San Diego|CA|92101|06073|-8
    San Ysidro|CA|92173|06073|-8
    Chula Vista|CA|91910|06073|-8
    Calexico|CA|92231|06025|-8
    El Centro|CA|92243|06025|-8
    Yuma|AZ|85364|04027|-7
    Tucson|AZ|85701|04019|-7
    Nogales|AZ|85621|04023|-7
    Douglas|AZ|85607|04003|-7
    Sierra Vista|AZ|85635|04003|-7
    Las Cruces|NM|88001|35013|-7
    Deming|NM|88030|35029|-7
    El Paso|TX|79901|48141|-7
    Del Rio|TX|78840|48465|-6
    Eagle Pass|TX|78852|48323|-6
    Laredo|TX|78040|48479|-6
    Rio Grande City|TX|78582|48427|-6
    McAllen|TX|78501|48215|-6
    Mission|TX|78572|48215|-6
    Brownsville|TX|78520|48061|-6
    Harlingen|TX|78550|48061|-6
    """

  private static let interiorTable = """
    Los Angeles|CA|90012|06037|-8
    Long Beach|CA|90802|06037|-8
    El Monte|CA|91731|06037|-8
    Santa Ana|CA|92701|06059|-8
    Riverside|CA|92501|06065|-8
    San Bernardino|CA|92401|06071|-8
    Bakersfield|CA|93301|06029|-8
    Fresno|CA|93721|06019|-8
    Salinas|CA|93901|06053|-8
    Stockton|CA|95202|06077|-8
    Sacramento|CA|95814|06067|-8
    San Jose|CA|95113|06085|-8
    Oakland|CA|94607|06001|-8
    San Francisco|CA|94103|06075|-8
    Portland|OR|97204|41051|-8
    Salem|OR|97301|41047|-8
    Yakima|WA|98901|53077|-8
    Seattle|WA|98101|53033|-8
    Tacoma|WA|98402|53053|-8
    Spokane|WA|99201|53063|-8
    Las Vegas|NV|89101|32003|-8
    Reno|NV|89501|32031|-8
    Boise|ID|83702|16001|-7
    Salt Lake City|UT|84101|49035|-7
    Phoenix|AZ|85004|04013|-7
    Mesa|AZ|85201|04013|-7
    Albuquerque|NM|87102|35001|-7
    Santa Fe|NM|87501|35049|-7
    Denver|CO|80202|08031|-7
    Colorado Springs|CO|80903|08041|-7
    Greeley|CO|80631|08123|-7
    Billings|MT|59101|30111|-7
    Cheyenne|WY|82001|56021|-7
    San Antonio|TX|78205|48029|-6
    Austin|TX|78701|48453|-6
    Houston|TX|77002|48201|-6
    Dallas|TX|75201|48113|-6
    Fort Worth|TX|76102|48439|-6
    Midland|TX|79701|48329|-6
    Lubbock|TX|79401|48303|-6
    Corpus Christi|TX|78401|48355|-6
    Oklahoma City|OK|73102|40109|-6
    Tulsa|OK|74103|40143|-6
    Wichita|KS|67202|20173|-6
    Kansas City|MO|64106|29095|-6
    Saint Louis|MO|63101|29510|-6
    Springfield|MO|65806|29077|-6
    Little Rock|AR|72201|05119|-6
    New Orleans|LA|70112|22071|-6
    Baton Rouge|LA|70802|22033|-6
    Jackson|MS|39201|28049|-6
    Memphis|TN|38103|47157|-6
    Nashville|TN|37203|47037|-6
    Birmingham|AL|35203|01073|-6
    Mobile|AL|36602|01097|-6
    Omaha|NE|68102|31055|-6
    Lincoln|NE|68508|31109|-6
    Des Moines|IA|50309|19153|-6
    Sioux Falls|SD|57104|46099|-6
    Fargo|ND|58102|38017|-6
    Minneapolis|MN|55401|27053|-6
    Madison|WI|53703|55025|-6
    Milwaukee|WI|53202|55079|-6
    Chicago|IL|60602|17031|-6
    Rockford|IL|61101|17201|-6
    Indianapolis|IN|46204|18097|-5
    Louisville|KY|40202|21111|-5
    Lexington|KY|40507|21067|-5
    Detroit|MI|48226|26163|-5
    Grand Rapids|MI|49503|26081|-5
    Columbus|OH|43215|39049|-5
    Cleveland|OH|44113|39035|-5
    Cincinnati|OH|45202|39061|-5
    Knoxville|TN|37902|47093|-5
    Atlanta|GA|30303|13121|-5
    Savannah|GA|31401|13051|-5
    Charlotte|NC|28202|37119|-5
    Raleigh|NC|27601|37183|-5
    Greensboro|NC|27401|37081|-5
    Columbia|SC|29201|45079|-5
    Charleston|SC|29401|45019|-5
    Jacksonville|FL|32202|12031|-5
    Miami|FL|33130|12086|-5
    Fort Lauderdale|FL|33301|12011|-5
    Orlando|FL|32801|12095|-5
    Tampa|FL|33602|12057|-5
    Immokalee|FL|34142|12021|-5
    Richmond|VA|23219|51760|-5
    Norfolk|VA|23510|51710|-5
    Washington|DC|20001|11001|-5
    Baltimore|MD|21202|24510|-5
    Wilmington|DE|19801|10003|-5
    Philadelphia|PA|19107|42101|-5
    Pittsburgh|PA|15222|42003|-5
    Newark|NJ|07102|34013|-5
    Paterson|NJ|07505|34031|-5
    New York|NY|10002|36061|-5
    Queens|NY|11354|36081|-5
    Buffalo|NY|14202|36029|-5
    Albany|NY|12207|36001|-5
    Hartford|CT|06103|09003|-5
    Providence|RI|02903|44007|-5
    Boston|MA|02108|25025|-5
    Worcester|MA|01608|25027|-5
    Manchester|NH|03101|33011|-5
    Portland ME|ME|04101|23005|-5
    Burlington|VT|05401|50007|-5
    """
}
