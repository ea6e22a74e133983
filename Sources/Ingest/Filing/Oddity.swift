/// Something about an accepted record that is worth a line in the summary, but no rejection.
public enum Oddity: UInt8, CaseIterable, Sendable {
  /// A word for the channel that is not known; the channel was left open.
  case channelUnknown = 0
  /// A minus beside a direction: the direction was turned round.
  case signTurnsDirection
  case zipUnreadable
  case countyUnreadable
  case homeZipUnreadable
  case stateUnreadable
  case countryUnreadable
  case merchantCategoryUnreadable
  case purposeUnknown
  case balanceUnreadable
  /// A text was cut to the length that is kept.
  case textCut
  /// A transfer seen from both sides without the other account: filed for the one side alone.
  case oneLegMissing
  /// A time of day without any zone, in a message whose dates are certain: the date alone was kept.
  case timeWithoutZone
  /// A text that is not UTF-8, read as Latin-1.
  case otherEncoding
  /// An account of ours that the message does not state: its holder's name stands for it.
  case accountUnstated

  /// How many there are.
  public static let count = allCases.count

  /// Its name in reports, lower case with hyphens.
  public var name: String {
    switch self {
    case .channelUnknown: "channel-unknown"
    case .signTurnsDirection: "sign-turns-direction"
    case .zipUnreadable: "branch-zip-unreadable"
    case .countyUnreadable: "branch-county-unreadable"
    case .homeZipUnreadable: "home-zip-unreadable"
    case .stateUnreadable: "state-unreadable"
    case .countryUnreadable: "country-unreadable"
    case .merchantCategoryUnreadable: "mcc-unreadable"
    case .purposeUnknown: "purpose-unknown"
    case .balanceUnreadable: "balance-unreadable"
    case .textCut: "text-cut"
    case .oneLegMissing: "one-leg-missing"
    case .timeWithoutZone: "time-without-zone"
    case .otherEncoding: "other-encoding"
    case .accountUnstated: "account-unstated"
    }
  }

  /// Its bit in a set of oddities.
  var bit: UInt32 { 1 << UInt32(rawValue) }
}
