/// How many rejected records a run bears before it stops with nothing kept.
public enum RejectionLimit: Hashable, Sendable {
  case records(Int)
  /// Hundredths of a percent of the records read.
  case share(basisPoints: Int)

  /// More than this is no dirt in a file but the wrong profile; and every rejection is kept in full.
  public static let standard = RejectionLimit.records(10_000)

  /// Reads `500` or `2.5%`; nil for anything else.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...100).contains(whole) else {
        return nil
      }
      var hundredths = 0
      if parts.count == 2 {
        guard (1...2).contains(parts[1].utf8.count), let digits = Int(parts[1]), digits >= 0 else {
          return nil
        }
        hundredths = parts[1].utf8.count == 1 ? digits * 10 : digits
      }
      self = .share(basisPoints: whole * 100 + hundredths)
    } else {
      guard let count = Int(text), count >= 0 else { return nil }
      self = .records(count)
    }
  }

  /// Whether so many rejections of so many records are too many. A share is judged at the end only.
  public func isExceeded(by rejected: Int, of read: Int) -> Bool {
    switch self {
    case .records(let most): rejected > most
    case .share(let basisPoints): rejected * 10_000 > basisPoints * read
    }
  }
}
