import Ledger
import Reporting
import Review

/// Who paid the flagged subject, and whom it paid, as a picture.
enum FlagMoneyFlow {
  private struct Party: Hashable {
    let name: String
    let isIn: Bool
  }

  /// The figure, of the currency in which most payments were made; nil where nobody else is stated.
  static func figure(_ file: FlagFile) -> String? {
    let rows = file.evidence.filter { !$0.isGathered && !$0.isMitigationOnly && !$0.currency.isEmpty }
    let byCurrency = Dictionary(grouping: rows, by: \.currency)
    guard let main = byCurrency.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      let currency = Currency(main.key)
    else { return nil }
    let victims = Set(
      file.related.filter(\.isPossibleVictim).flatMap { [$0.identifier, $0.name].compactMap(\.self) })
    let known = Dictionary(
      file.related.compactMap { subject in subject.name.map { (subject.identifier, $0) } },
      uniquingKeysWith: { first, _ in first })
    // The books are the customer's: what a customer pays out comes in to the outside account that is flagged.
    let isOutside = file.head.subjectKind == "counterparty"
    var streams: [Party: MoneyFlow.Stream] = [:]
    for row in main.value {
      let (names, isIn) =
        isOutside
        ? ([row.customer, row.account], row.direction == "debit")
        : ([row.counterpartyName, row.counterpartyAccount], row.direction == "credit")
      let name =
        names.compactMap(\.self).first
        ?? (row.channel == "cash" || row.channel == "atm" ? "cash" : "not stated")
      let isVictim = names.compactMap(\.self).contains(where: victims.contains)
      let party = Party(name: name, isIn: isIn)
      var stream =
        streams[party] ?? MoneyFlow.Stream(name: known[name] ?? name, isIn: isIn, total: 0, payments: 0)
      stream.total += Int128(row.minorUnits)
      stream.payments += 1
      stream.isPossibleVictim = stream.isPossibleVictim || isVictim
      streams[party] = stream
    }
    return MoneyFlow(
      subject: file.head.who, isSubjectPossibleVictim: file.head.isPossibleVictim, currency: currency,
      streams: Array(streams.values)
    ).picture(identifier: "flow")?.figure
  }
}
