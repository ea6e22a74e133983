import Detection
import TestSupport

/// Makes values with every field set at random: few strings, so that they repeat, and the ends of numbers.
struct RecordMaker {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let texts = [
    "", " ", "USD", "branch_state", "\0", "naïve", "ZAŻÓŁĆ", "李小龙", "👩‍👩‍👧‍👦", "Jose\u{301}", "a\nb\"c\\",
    "fifteen letters", "a string of more than fifteen bytes lies on the heap",
  ]

  mutating func text() -> String {
    random.chance(percent: 70) ? Self.texts[random.below(Self.texts.count)] : String(random.next(), radix: 36)
  }

  mutating func optionalText() -> String? { random.chance(percent: 50) ? text() : nil }

  mutating func number() -> Int64 {
    switch random.below(6) {
    case 0: .min
    case 1: .max
    case 2: 0
    case 3: -1 - Int64(random.below(200))
    case 4: Int64(random.below(200))
    default: Int64(bitPattern: random.next())
    }
  }

  mutating func list<Value>(_ make: (inout Self) -> Value) -> [Value] {
    (0..<random.below(4)).map { _ in make(&self) }
  }

  mutating func quantity() -> Quantity {
    let units: [Quantity.Unit] = [.count, .money(text()), .seconds, .metres, .basisPoints]
    return Quantity(number(), units[random.below(units.count)])
  }

  mutating func condition() -> ConditionObservation {
    ConditionObservation(
      text: text(), observed: quantity(), comparison: text(), threshold: quantity(),
      upperThreshold: random.chance(percent: 50) ? quantity() : nil, holds: random.chance(percent: 50))
  }

  mutating func measure() -> Measure {
    Measure(
      text: text(), aggregate: text(), field: optionalText(), set: text(), from: number(), until: number(),
      value: quantity(), unlisted: random.below(3))
  }

  mutating func evidence() -> EvidenceTransaction {
    var fields: [String: String] = [:]
    for _ in 0..<random.below(20) { fields[text()] = text() }
    return EvidenceTransaction(
      identity: text(), instant: number(), zoneMinutes: Int(number()), timeKnown: random.chance(percent: 50),
      minorUnits: number(), currency: text(), direction: text(), channel: text(), purpose: text(),
      fields: fields, file: text(), line: Int(number()), sets: list { $0.text() })
  }

  mutating func finding() -> Finding {
    Finding(
      indicator: text(), day: text(), moment: number(), zoneMinutes: Int(number()), points: Int(number()),
      conditions: list { $0.condition() }, measures: list { $0.measure() },
      evidence: list { $0.evidence() })
  }

  mutating func related() -> RelatedSubject {
    RelatedSubject(
      subject: text(), identifier: text(), name: optionalText(), role: text(), indicator: text())
  }

  mutating func profile() -> SubjectProfile {
    SubjectProfile(
      subject: text(), kind: text(), identifier: text(), name: optionalText(),
      isMinor: random.chance(percent: 50))
  }

  mutating func gathered() -> GatheredFinding {
    GatheredFinding(
      leaf: profile(), hub: profile(), finding: finding(), typologies: list { $0.text() })
  }

  mutating func flag() -> Flag {
    Flag(
      id: text(), subject: text(), subjectKind: text(), subjectIdentifier: text(),
      subjectName: optionalText(), typology: text(), role: text(), score: Int(number()), since: text(),
      firstDay: text(),
      lastDay: text(), findings: list { $0.finding() }, mitigations: list { $0.finding() },
      related: list { $0.related() }, rulebook: text(), explanation: text())
  }
}
