/// What a flagged subject is flagged for, as it stands with what is gathered of it elsewhere.
///
/// Money that comes from an extortionist's mule says that its receiver has a part in extortion, and in nothing else.
enum FlaggedTypologies {
  private static let opening = "flagged for "
  private static let separator = ", "

  /// The memo of the row that stands for the flagged subject; nil where it is not flagged.
  static func text(of typologies: [String]) -> String? {
    typologies.isEmpty ? nil : opening + typologies.joined(separator: separator)
  }

  /// The typologies for which the subjects gathered by a finding are flagged.
  static func named(by finding: Finding) -> Set<String> {
    var named: Set<String> = []
    for row in finding.evidence where row.isGathered {
      guard let memo = row.fields["memo"], memo.hasPrefix(opening) else { continue }
      let names = memo.dropFirst(opening.count).split(separator: separator)
      named.formUnion(names.map(String.init))
    }
    return named
  }
}
