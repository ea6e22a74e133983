import Detection
public import Ledger

/// When the money of a flag moved: above an axis of days what came in, below it what went out, the hours of the day with the
/// night shaded, and which finding and which place each payment belongs to.
public struct Timeline: Sendable {
  /// A payment that the flag rests on.
  public struct Payment: Hashable, Sendable {
    /// On its local clock.
    public var day: BusinessDay
    /// Since local midnight; nil where only the date is known.
    public var secondOfDay: Int?
    public var isIn: Bool
    public var money: Money
    /// As short as it can be told from others: `Fulton, GA`. Nil where none is stated.
    public var place: String?
    /// The findings that use it: positions in the timeline's own.
    public var findings: Set<Int>

    public init(
      day: BusinessDay, secondOfDay: Int?, isIn: Bool, money: Money, place: String? = nil,
      findings: Set<Int> = []
    ) {
      self.day = day
      self.secondOfDay = secondOfDay
      self.isIn = isIn
      self.money = money
      self.place = place
      self.findings = findings
    }

    /// From 22:00 to 06:00, as the explanation counts.
    var isAtNight: Bool { secondOfDay.map { $0 >= 22 * 3600 || $0 < 6 * 3600 } ?? false }
  }

  /// A red flag, or an innocent pattern.
  public struct Finding: Hashable, Sendable {
    public var title: String
    public var isInnocent: Bool
    /// The day on which it was strongest.
    public var strongest: BusinessDay?

    public init(title: String, isInnocent: Bool = false, strongest: BusinessDay? = nil) {
      self.title = title
      self.isInnocent = isInnocent
      self.strongest = strongest
    }
  }

  public var payments: [Payment]
  public var findings: [Finding]

  /// Payments may come in any order.
  public init(payments: [Payment], findings: [Finding]) {
    self.payments = payments
    self.findings = findings
  }

  /// Currencies with bars of their own, those of most payments; the others are in the table alone.
  static let mostCurrencies = 3
  /// Findings with a lane of their own, the first ones.
  static let mostLanes = 14

  /// The picture; nil where nothing was paid.
  public func picture(identifier: String) -> Picture? {
    guard let first = payments.map(\.day).min(), let last = payments.map(\.day).max() else { return nil }
    let axis = DayAxis(first: first, last: last, left: TimelineDrawing.left, right: TimelineDrawing.right)
    let panels = currencies.prefix(Self.mostCurrencies).map { MoneyBars(payments, of: $0, along: axis) }
    var drawing = TimelineDrawing(axis: axis, timeline: self)
    drawing.draw(panels)
    let svg = drawing.svg(identifier, title: title(first, last), description: description)
    return Picture(svg: svg, table: table(along: axis))
  }

  /// Those of most payments first.
  var currencies: [Currency] {
    var counts: [Currency: Int] = [:]
    for payment in payments { counts[payment.money.currency, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private func title(_ first: BusinessDay, _ last: BusinessDay) -> String {
    "\(counted(payments.count, "payment")) \(DateText.period("\(first)", "\(last)"))"
  }

  private var description: String {
    var sentences = currencies.map { currency in
      let own = payments.filter { $0.money.currency == currency }
      return "\(total(own.filter(\.isIn), currency)) in, \(total(own.filter { !$0.isIn }, currency)) out."
    }
    let night = payments.filter(\.isAtNight).count
    if night > 0 { sentences.append("\(counted(night, "payment")) from 22:00 to 06:00.") }
    let unknown = payments.filter { $0.secondOfDay == nil }.count
    if unknown > 0 { sentences.append("\(counted(unknown, "payment")) without a time of day.") }
    return sentences.joined(separator: " ")
  }

  private func total(_ payments: [Payment], _ currency: Currency) -> String {
    let sum = payments.reduce(Int128(0)) { $0 + Int128($1.money.minorUnits) }
    return "\(readable(sum, currency)) in \(counted(payments.count, "payment"))"
  }

  /// A row for each span of days and currency in which money moved.
  private func table(along axis: DayAxis) -> PictureTable {
    var rows: [(span: Int, currency: Int, cells: [String])] = []
    for (number, currency) in currencies.enumerated() {
      for bar in MoneyBars(payments, of: currency, along: axis).bars {
        let sums = [bar.moneyIn, bar.moneyOut].flatMap {
          [String($0.payments), readable($0.total, currency), String($0.paymentsAtNight)]
        }
        rows.append((bar.span, number, [axis.text(of: bar.span)] + sums + [places(in: bar.span, of: axis)]))
      }
    }
    rows.sort { ($0.span, $0.currency) < ($1.span, $1.currency) }
    return PictureTable(
      caption: "Payments by \(axis.daysInSpan == 1 ? "day" : "\(axis.daysInSpan) days")",
      columns: [
        "When", "Payments in", "Sum in", "In at night", "Payments out", "Sum out", "Out at night", "Places",
      ],
      rows: rows.map(\.cells))
  }

  private func places(in span: Int, of axis: DayAxis) -> String {
    Set(payments.lazy.filter { axis.span(of: $0.day) == span }.compactMap(\.place)).sorted().joined(
      separator: "; ")
  }
}

/// `1 payment`, `2,000 payments`.
func counted(_ count: Int, _ noun: String) -> String { QuantityText.plural(Int64(count), noun) }
