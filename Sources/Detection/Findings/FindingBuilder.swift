import Ledger
import Rulebook

/// Writes down what a rule saw at a moment: the conditions with their values, the measures behind them,
/// and the postings they rest on.
struct FindingBuilder {
  let run: RuleRun
  let evidence: EvidenceWriter

  private var rule: Rule { run.compiled.rule }

  func finding(at moment: Moment, on day: BusinessDay) -> Finding {
    let anchor = run.activity.postings[moment.position]
    var reader = run.reader()
    reader.day = anchor.day
    reader.kept = moment.first?.kept ?? []
    var measures: [Measure] = []
    for index in run.compiled.mainAggregates {
      let start = windowStart(index, anchor: anchor, first: moment.first)
      measures.append(measure(index, at: moment.position, from: start, &reader))
    }
    if let occurrence = moment.first {
      let earlier = run.activity.postings[occurrence.position]
      for index in run.compiled.firstAggregates {
        let start = windowStart(index, anchor: earlier, first: nil)
        measures.append(measure(index, at: occurrence.position, from: start, &reader))
      }
    }
    // What was usual before is measured and not what the finding is about.
    let windows = measures.filter { $0.until >= (moment.first?.instant ?? anchor.instant.milliseconds) }
    addShownSets(at: moment, since: windows.map(\.from).min() ?? anchor.instant.milliseconds)
    return Finding(
      indicator: rule.id, day: day.description, moment: anchor.instant.milliseconds,
      zoneMinutes: Int(anchor.zoneMinutes), points: points(moment),
      conditions: Self.observations(of: rule.test, rule, reader),
      measures: measures,
      evidence: evidence.tags.take().map { posting in
        EvidenceTransaction(
          evidence.row(posting.position, customerFields: run.compiled.customerFields), sets: posting.sets)
      })
  }

  /// Strength, and up to nine points more for how far the thresholds are exceeded: enough to order a queue,
  /// never enough to make a weak sign a strong one.
  private func points(_ moment: Moment) -> Int {
    let conditions = max(rule.conditions.count, 1)
    let average = Int(moment.excess) / conditions
    let bonus = min(9, max(0, (average - 100) / 50))
    let points = rule.strength.points + bonus
    return rule.kind == .mitigation ? -rule.strength.points : points
  }

  private func windowStart(_ index: Int, anchor: Posting, first: FirstOccurrence?) -> Int64 {
    let window = rule.aggregates[index].window
    if window == .sinceFirst, let first { return first.instant }
    return WindowSpan.start(of: window, at: anchor)
  }

  private func measure(
    _ index: Int, at position: Int, from start: Int64, _ reader: inout ConditionReader
  ) -> Measure {
    let aggregate = rule.aggregates[index]
    let positions = run.positions(index, anchor: position, from: start)
    let label = setLabel(aggregate)
    // That there is one is shown by one.
    let resting = aggregate.kind == .present ? Array(positions.prefix(1)) : positions
    let listed = EvidenceChoice.listed(resting, in: run.activity)
    evidence.tags.note(listed, set: label)
    let value = AggregateScan.value(
      of: aggregate.kind, over: positions, in: run.activity, currency: rule.currency.letters)
    reader.aggregates[index] = value
    return Measure(
      text: aggregate.text, aggregate: aggregate.kind.name, field: aggregate.kind.field?.rawValue,
      set: label, from: start,
      until: run.activity.postings[position].instant.milliseconds - WindowSpan.lag(of: aggregate.window),
      value: Quantity(value, aggregate.kind.isMoney ? .money(rule.currency.description) : .count),
      unlisted: resting.count - listed.count)
  }

  /// A set narrowed to what shares a field with the anchor goes by a name of its own.
  private func setLabel(_ aggregate: Aggregate) -> String {
    let name = rule.sets[aggregate.set].name
    return aggregate.sameAs.map { "\(name) with same \($0.rawValue)" } ?? name
  }

  /// Sets the rule wants shown besides those it measures.
  private func addShownSets(at moment: Moment, since start: Int64) {
    let end = run.activity.postings[moment.position].instant.milliseconds
    for set in rule.evidence {
      let shown = run.sets[set].lazy.filter {
        $0.instant >= start && $0.instant <= end && $0.enters <= end
      }
      let listed = EvidenceChoice.listed(shown.map { Int($0.position) }, in: run.activity)
      evidence.tags.note(listed, set: rule.sets[set].name)
    }
  }

  /// The conditions of a test of the rule with their values, in the order of the test.
  static func observations(of test: Test, _ rule: Rule, _ reader: ConditionReader) -> [ConditionObservation] {
    test.conditionIndices.map { index in
      let condition = rule.conditions[index]
      let reading = reader.read(condition)
      let kind = condition.denominator == nil ? condition.kind : .basisPoints
      return ConditionObservation(
        text: condition.text, observed: kind.quantity(reading.observed),
        comparison: condition.comparison.rawValue, threshold: kind.quantity(reading.bound),
        upperThreshold: reading.upper.map(kind.quantity), holds: reading.holds)
    }
  }
}

extension ValueKind {
  /// A value of this kind as it is shown: durations are reckoned in milliseconds and shown in seconds.
  func quantity(_ value: Int64) -> Quantity {
    switch self {
    case .count: Quantity(value, .count)
    case .money(let currency): Quantity(value, .money(currency.description))
    case .milliseconds: Quantity(value / 1000, .seconds)
    case .metres: Quantity(value, .metres)
    case .basisPoints: Quantity(value, .basisPoints)
    }
  }
}

extension Aggregate.Kind {
  /// Its stable name in measures.
  var name: String {
    switch self {
    case .count: "count"
    case .sum: "sum"
    case .distinct: "distinct"
    case .days: "days"
    case .largest: "largest"
    case .smallest: "smallest"
    case .median: "median"
    case .mostOfOne: "most of one"
    case .mostToOne: "most to one"
    case .largestBusinessDaySum: "largest business day sum"
    case .lowestBalance: "lowest balance"
    case .present: "present"
    }
  }

  /// The field it tells postings apart by.
  var field: GroupField? {
    switch self {
    case .distinct(let field), .mostOfOne(let field), .mostToOne(let field): field
    default: nil
    }
  }

  /// Whether it is an amount.
  var isMoney: Bool {
    switch self {
    case .sum, .largest, .smallest, .median, .mostToOne, .largestBusinessDaySum, .lowestBalance: true
    case .count, .distinct, .days, .mostOfOne, .present: false
    }
  }
}
