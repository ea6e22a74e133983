public import Ledger

/// One indicator or mitigation, checked and ready for the engine.
public struct Rule: Sendable {
  /// Which of the two it is.
  public enum Kind: String, Sendable {
    case indicator
    /// An innocent pattern; its points are negative.
    case mitigation
  }

  /// Stable ID: `SMUG-REMOTE-CASH`.
  public var id: String
  public var kind: Kind
  public var title: String
  public var about: SubjectKind
  /// Of a rule about links, the field whose shared value the subject is.
  public var link: LinkField?
  /// Whether it is about hubs, outside or among the bank's own customers: `about` is then counterparty, and
  /// customers are looked at as well.
  public var isAboutHubs: Bool
  /// Whether it is about customers who are flagged: `about` is then customer, nobody is looked at of whom no other rule
  /// found anything, and nothing comes of it unless a flag does.
  public var isAboutFlagged: Bool
  /// IDs of the typologies it counts for.
  public var typologies: [String]
  /// Only the strongest finding of a family counts.
  public var family: String
  public var strength: Strength
  public var role: Role
  public var sources: [String]
  public var innocent: [String]
  /// The facts without which it cannot be evaluated.
  public var needs: FieldSet
  /// The currency of its amounts.
  public var currency: Currency
  public var parameters: [Parameter]
  public var sets: [PostingSet]
  public var aggregates: [Aggregate]
  public var conditions: [Condition]
  /// What peers do, as far as its conditions read it.
  public var peers: [PeerFigure]
  /// Where the condition is tried; nil for every posting of any set its aggregates read.
  public var anchor: Int?
  public var first: FirstMoment?
  public var test: Test
  /// Sets shown as evidence besides those its aggregates read.
  public var evidence: [Int]
  /// Where set, the finding does not flag its own subject: it is gathered at the subject this field of the
  /// evidence names, as a possible victim there.
  public var rollsUpTo: RollUp?
  public var examples: [Example]
  /// File and line it was read from, for messages.
  public var origin: String
  /// What exports lack without which the red flag cannot be seen in them, each naming what would change that;
  /// empty for rules that can be evaluated. A rule that is not observable never fires.
  public var notObservable: [String]
  /// Names of the lists, lexicons, thresholds and figures of peers it reads, in the order in which it names them.
  public var references: [String]

  public init(
    id: String, kind: Kind, title: String, about: SubjectKind, typologies: [String], family: String,
    strength: Strength, role: Role, sources: [String], innocent: [String], needs: FieldSet,
    currency: Currency, parameters: [Parameter], sets: [PostingSet], aggregates: [Aggregate],
    conditions: [Condition], anchor: Int?, first: FirstMoment?, test: Test, evidence: [Int],
    rollsUpTo: RollUp?, examples: [Example], origin: String, notObservable: [String] = [],
    link: LinkField? = nil, isAboutHubs: Bool = false, isAboutFlagged: Bool = false, peers: [PeerFigure] = [],
    references: [String] = []
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.about = about
    self.link = link
    self.isAboutHubs = isAboutHubs
    self.isAboutFlagged = isAboutFlagged
    self.typologies = typologies
    self.family = family
    self.strength = strength
    self.role = role
    self.sources = sources
    self.innocent = innocent
    self.needs = needs
    self.currency = currency
    self.parameters = parameters
    self.sets = sets
    self.aggregates = aggregates
    self.conditions = conditions
    self.peers = peers
    self.anchor = anchor
    self.first = first
    self.test = test
    self.evidence = evidence
    self.rollsUpTo = rollsUpTo
    self.examples = examples
    self.origin = origin
    self.notObservable = notObservable
    self.references = references
  }

  /// Whether subjects of this kind are looked at.
  public func isAbout(_ kind: SubjectKind) -> Bool {
    kind == about || isAboutHubs && kind == .customer
  }

  /// The file it was read from.
  public var file: String { String(origin.prefix(upTo: origin.lastIndex(of: ":") ?? origin.endIndex)) }

  /// Whether any export can show what it looks for.
  public var isObservable: Bool { notObservable.isEmpty }
}

/// An earlier moment a rule looks back to: some posting of a set, at most so long before the anchor, at
/// which a test held. The earliest such moment in reach counts.
public struct FirstMoment: Sendable, Hashable {
  /// Index into the rule's sets.
  public var anchor: Int
  public var milliseconds: Int64
  public var test: Test
  /// Values of that moment which later conditions read; `Value.kept` is an index into them.
  public var kept: [KeptValue]

  /// A value remembered from the earlier moment.
  public struct KeptValue: Sendable, Hashable {
    public var name: String
    public var value: Value

    public init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  public init(anchor: Int, milliseconds: Int64, test: Test, kept: [KeptValue]) {
    self.anchor = anchor
    self.milliseconds = milliseconds
    self.test = test
    self.kept = kept
  }
}

/// Where a finding about one subject is gathered.
public struct RollUp: Sendable, Hashable {
  /// The field of the anchoring posting that names the hub.
  public var field: GroupField
  /// The kind of subject the hub is.
  public var kind: SubjectKind

  public init(field: GroupField, kind: SubjectKind) {
    self.field = field
    self.kind = kind
  }
}

/// How much a finding of an indicator weighs.
public enum Strength: String, Sendable, CaseIterable {
  case strong
  case elevated
  case normal
  case amplifier

  /// Points on a scorecard: the starting weights 0.6, 0.4, 0.2 and 0.1, in hundredths. Defaults of this
  /// rulebook, not anybody's measurement.
  public var points: Int {
    switch self {
    case .strong: 60
    case .elevated: 40
    case .normal: 20
    case .amplifier: 10
    }
  }
}

/// What an indicator hints the subject's part to be. Never part of the score.
public enum Role: String, Sendable, CaseIterable {
  case controller
  case facilitator
  case front
  case buyer
  case possibleVictim = "possible_victim"
  case unknown
}

/// A tunable number of a rule.
public struct Parameter: Sendable, Hashable {
  public var name: String
  /// As written: `14 days`, `3000 USD`, `2`.
  public var value: String
  /// Whose number it is: an advisory's or law's (with its citation), or the institution's own default.
  public var basis: Basis

  /// Whose number a parameter is.
  public enum Basis: Sendable, Hashable {
    case institution
    case source(String)
  }

  public init(name: String, value: String, basis: Basis) {
    self.name = name
    self.value = value
    self.basis = basis
  }
}

/// A small story a rule must fire on, or stay silent on.
public struct Example: Sendable {
  public var name: String
  public var mustFire: Bool
  /// What a gathered finding needs, or what the day column stands for, is in the activity itself.
  public var activity: Activity
  /// Line of the example in the rule's file.
  public var line: Int
  /// Monday 2026-03-02: day 1 of every example.
  public static let firstDay = BusinessDay(ordinal: BusinessDay.ordinal(year: 2026, month: 3, day: 2))

  public init(name: String, mustFire: Bool, activity: Activity, line: Int) {
    self.name = name
    self.mustFire = mustFire
    self.activity = activity
    self.line = line
  }
}
