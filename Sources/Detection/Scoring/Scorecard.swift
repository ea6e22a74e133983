/// A scorecard that is filled in, read and wiped, for one day and typology after another.
struct Scorecard {
  private let table: SignTable
  /// By family: what its strongest finding brings, without what it scores for going beyond its thresholds (that orders,
  /// and flags nobody), and what its strongest mitigation takes.
  private var points: [Int]
  private var plain: [Int]
  private var lowering: [Int]
  /// The families that anything was written under, each once or more.
  private var touched: [Int] = []
  private var independent: FamilySet
  private var hasStrong = false
  private var isLowered = false

  /// How a day stood.
  struct Standing: Equatable {
    /// The strongest finding of each family, less the strongest mitigation of each.
    var score: Int
    /// Families with a sign that can stand for itself: those with nothing but amplifiers are not among them.
    var independentFamilies: FamilySet
    var isFlagged: Bool
  }

  init(_ table: SignTable) {
    self.table = table
    points = [Int](repeating: 0, count: table.familyCount)
    plain = points
    lowering = points
    independent = FamilySet(count: table.familyCount)
  }

  /// Adds a finding; adding one twice changes nothing.
  mutating func add(_ finding: DatedFinding) {
    let own = table.weight(of: finding.sign)
    if table.isMitigation(finding.sign) {
      lowering[own.family] = min(lowering[own.family], finding.points)
      touched.append(own.family)
      isLowered = true
      return
    }
    add(own, finding.points)
    if table.isStrong(finding.sign) { hasStrong = true }
    for leaf in table.weightsGathered(by: finding.sign) { add(leaf, leaf.points) }
  }

  private mutating func add(_ weight: SignTable.Weight, _ found: Int) {
    points[weight.family] = max(points[weight.family], found)
    plain[weight.family] = max(plain[weight.family], weight.points)
    touched.append(weight.family)
    if weight.isIndependent { independent.insert(weight.family) }
  }

  /// How what was added stands by a threshold; wipes it.
  mutating func standing(threshold: Int) -> Standing {
    var (score, plainScore, lowered) = (0, 0, 0)
    for family in touched {
      score += points[family]
      plainScore += plain[family]
      lowered += lowering[family]
      (points[family], plain[family], lowering[family]) = (0, 0, 0)
    }
    // No single sign decides (FIN-2020-A008 page 5): two families, always. One strong sign and any other are
    // enough whatever the threshold, unless something known to be innocent weighs against them.
    let isEnough = plainScore + lowered >= threshold || hasStrong && !isLowered
    let standing = Standing(
      score: max(score + lowered, 0), independentFamilies: independent,
      isFlagged: independent.count >= SignFamilies.fewest && isEnough)
    touched.removeAll(keepingCapacity: true)
    independent.removeAll()
    hasStrong = false
    isLowered = false
    return standing
  }
}
