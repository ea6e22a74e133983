public import Ledger

/// A number a condition compares: constants, aggregates and sums of them.
public indirect enum Value: Hashable, Sendable {
  case constant(Int64)
  /// A legal threshold, as in force on the day.
  case dated(DatedAmount)
  /// Index into the rule's aggregates.
  case aggregate(Int)
  /// Index into the values kept at the rule's `first` moment.
  case kept(Int)
  /// Index into the rule's figures of peers; a condition with one that is unknown of the customer never holds.
  case peers(Int)
  case plus(Value, Value)
  case minus(Value, Value)
  /// So many basis points of a value: `70% of …` is 7,000; `3 times …` is 30,000.
  case scaled(Value, basisPoints: Int64)
  /// An exact fraction of a value: what a stretch held, brought to the length of a window.
  case fraction(Value, numerator: Int64, denominator: Int64)
}

/// The kind of a number, checked before a run: comparing different kinds is an error.
public enum ValueKind: Hashable, Sendable {
  case count
  case money(Currency)
  case milliseconds
  case metres
  case basisPoints
}

/// How two values are compared.
public enum Comparison: String, Hashable, Sendable, CaseIterable {
  case atLeast = ">="
  case moreThan = ">"
  case atMost = "<="
  case lessThan = "<"
  case equal = "="
  /// Both bounds belong.
  case between
}

/// `left comparison right`, or `left / denominator comparison right` with `right` in basis points.
public struct Condition: Hashable, Sendable {
  public var left: Value
  /// With a denominator the condition is about a share, compared exactly by cross-multiplication; it never
  /// holds where the denominator is zero.
  public var denominator: Value?
  public var comparison: Comparison
  public var right: Value
  /// The upper bound of `between`.
  public var upper: Value?
  /// The kind of `left` and `right`; basis points where there is a denominator.
  public var kind: ValueKind
  /// As the rule words it.
  public var text: String

  public init(
    left: Value, denominator: Value? = nil, comparison: Comparison, right: Value, upper: Value? = nil,
    kind: ValueKind, text: String
  ) {
    self.left = left
    self.denominator = denominator
    self.comparison = comparison
    self.right = right
    self.upper = upper
    self.kind = kind
    self.text = text
  }
}

/// Conditions joined by and, or, not. Indices into the rule's conditions.
public indirect enum Test: Hashable, Sendable {
  case condition(Int)
  case all([Test])
  case any([Test])
  case not(Test)

  /// The conditions it is made of, in the order in which they are written.
  public var conditionIndices: [Int] {
    switch self {
    case .condition(let index): [index]
    case .all(let tests), .any(let tests): tests.flatMap(\.conditionIndices)
    case .not(let inner): inner.conditionIndices
    }
  }
}

extension Condition {
  /// Whether it is compared with what peers do.
  public var readsPeers: Bool {
    [left, denominator, right, upper].contains { $0?.readsPeers ?? false }
  }
}

extension Value {
  fileprivate var readsPeers: Bool { !peerIndices.isEmpty }

  /// The figures of peers it reads.
  public var peerIndices: [Int] {
    switch self {
    case .peers(let index): [index]
    case .plus(let left, let right), .minus(let left, let right): left.peerIndices + right.peerIndices
    case .scaled(let inner, _), .fraction(let inner, _, _): inner.peerIndices
    case .constant, .dated, .aggregate, .kept: []
    }
  }
}
