import Ledger

/// What the accepted records of a file amount to, gathered while it is decoded: for the page that explains it.
struct FileFacts {
  /// Money in or out, in one currency: how many postings, and their sum in minor units, exact however long the file.
  struct Flow {
    var direction: Direction
    var currency: Letters
    var count = 0
    var minorUnits: Int128 = 0
  }

  /// Few: a file is of a currency or two.
  private(set) var flows: [Flow] = []
  /// Postings by `Channel.rawValue`.
  private var byChannel = [Int](repeating: 0, count: Channel.allCases.count)
  /// By hash.
  private(set) var accounts = DistinctHashes(limit: mostAccounts)
  private(set) var takenBack = 0

  /// Accounts told apart; a file of more is said to have more.
  static let mostAccounts = 1_000_000

  /// How many postings went by each channel, those that any did.
  var channels: [(channel: Channel, count: Int)] {
    Channel.allCases.map { ($0, byChannel[Int($0.rawValue)]) }.filter { $0.1 > 0 }
  }

  /// Takes account of a posting as the customer's account saw it.
  mutating func add(_ posting: Posting) {
    guard !posting.flags.contains(.takesBack) else {
      takenBack += 1
      return
    }
    let place = flows.firstIndex { $0.currency == posting.currency && $0.direction == posting.direction }
    if place == nil { flows.append(Flow(direction: posting.direction, currency: posting.currency)) }
    let flow = place ?? flows.count - 1
    flows[flow].count += 1
    flows[flow].minorUnits += Int128(posting.amount)
    byChannel[Int(posting.channel.rawValue)] += 1
    accounts.insert(posting.account)
  }
}
