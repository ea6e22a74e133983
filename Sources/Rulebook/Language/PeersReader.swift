import Ledger
import Yams

/// Reads what peers do: figures by trade and occupation, that rules name and an institution replaces by its own.
struct PeersReader {
  let log: ErrorLog

  static let keys = ["peers", "of", "title", "sources", "steps"]

  /// The kinds of number a figure may be.
  private static let kinds = ["amounts", "counts", "shares"]

  func figures(_ reader: MappingReader, name: String) -> [PeerFigure.Quantile: PeerFigure]? {
    guard let of = reader.fragment("of", required: true) else { return nil }
    guard Self.kinds.contains(of.string) else {
      reader.reportChoice(of, key: "of", among: Self.kinds)
      return nil
    }
    guard let sequence = reader.node("steps")?.sequence else {
      reader.reportMissing("steps")
      return nil
    }
    var table = Table(of: of.string)
    for node in sequence { readStep(node, source: reader.source, into: &table) }
    guard let kind = table.kind else { return nil }
    return Dictionary(
      uniqueKeysWithValues: PeerFigure.Quantile.allCases.map { quantile in
        let steps = (table.steps[quantile] ?? []).sorted { $0.from < $1.from }
        return (quantile, PeerFigure(name: name, quantile: quantile, kind: kind, steps: steps))
      })
  }

  private struct Table {
    let of: String
    /// Of the first number read; the others must be of it too.
    var kind: ValueKind?
    var steps: [PeerFigure.Quantile: [PeerFigure.Step]] = [:]
  }

  private func readStep(_ node: Node, source: SourceText, into table: inout Table) {
    guard
      let step = MappingReader(
        node, source: source, log: log, what: "a step of peers",
        allowed: ["from", "source", "trades", "occupations"]),
      let from = step.fragment("from", required: true)
    else { return }
    guard let day = BusinessDay(from.string) else {
      log.report(from.error(.badValue, at: 0, "`\(from.string)` is no date", hint: "write 2026-03-07"))
      return
    }
    var trades: [PeerFigure.Quantile: [String: Int64]] = [:]
    var occupations = trades
    for (key, node) in step.mapping("trades", what: "`trades`", allowed: nil)?.all ?? [] {
      guard ReferenceReader.isTrade(key.string) else {
        log.report(
          key.error(
            .badValue, at: 0, "`\(key.string)` is no trade",
            hint: "write the first 2 to 6 digits of its NAICS code, such as 561720 or 7225"))
        continue
      }
      readQuantiles(node, of: key.string, source: source, into: &trades, &table)
    }
    for (key, node) in step.mapping("occupations", what: "`occupations`", allowed: nil)?.all ?? [] {
      readQuantiles(node, of: Lexicon.folded(key.string), source: source, into: &occupations, &table)
    }
    for quantile in PeerFigure.Quantile.allCases {
      table.steps[quantile, default: []].append(
        PeerFigure.Step(
          from: day, trades: trades[quantile] ?? [:], occupations: occupations[quantile] ?? [:]))
    }
  }

  private func readQuantiles(
    _ node: Node, of group: String, source: SourceText,
    into values: inout [PeerFigure.Quantile: [String: Int64]], _ table: inout Table
  ) {
    let names = PeerFigure.Quantile.allCases.map(\.rawValue)
    guard
      let reader = MappingReader(
        node, source: source, log: log, what: "the figures of a group of peers", allowed: names)
    else { return }
    for quantile in PeerFigure.Quantile.allCases {
      guard let written = reader.fragment(quantile.rawValue, required: true),
        let literal = ParameterReader.literal(written, log: log)
      else { continue }
      guard let (value, kind) = Self.value(literal, of: table.of), table.kind ?? kind == kind else {
        log.report(
          written.error(
            .kindMismatch, at: 0, "\(literal.kindName) among \(table.of)",
            hint: "all figures of a file are of one kind and currency"))
        continue
      }
      table.kind = kind
      values[quantile, default: [:]][group] = value
    }
  }

  private static func value(_ literal: Literal, of kinds: String) -> (Int64, ValueKind)? {
    switch (literal, kinds) {
    case (.money(let minorUnits, let currency), "amounts"): (minorUnits, .money(currency))
    case (.count(let count), "counts"): (count, .count)
    case (.share(let basisPoints), "shares"): (basisPoints, .basisPoints)
    default: nil
    }
  }
}
