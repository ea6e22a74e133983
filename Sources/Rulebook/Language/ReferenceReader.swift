import Foundation
import Ledger
import Yams

/// Reads lists, lexicons and thresholds: data that rules name and an institution may replace.
struct ReferenceReader {
  let log: ErrorLog

  static let listKeys = ["list", "of", "title", "sources", "values"]
  static let lexiconKeys = ["lexicon", "title", "sources", "phrases"]
  static let thresholdKeys = ["threshold", "title", "sources", "steps"]

  func list(_ reader: MappingReader) -> ReferenceData.List? {
    guard let kind = reader.choice("of", of: ReferenceData.ListKind.self, required: true) else { return nil }
    var list = ReferenceData.List(kind: kind)
    guard let node = reader.node("values") else {
      reader.reportMissing("values")
      return list
    }
    for node in node.sequence.map(Array.init) ?? [node] {
      guard let (value, period) = value(node, in: reader) else { continue }
      add(value, to: &list.parts[period, default: ReferenceData.Values()], kind)
    }
    list.parts = list.parts.mapValues { values in
      var values = values
      values.ranges = ReferenceData.joined(values.ranges)
      return values
    }
    return list
  }

  /// A bare value, or one with its days: `{value: 48061, from: 2025-09-10, until: 2026-09-02}`.
  private func value(_ node: Node, in reader: MappingReader) -> (Fragment, ReferenceData.Period)? {
    guard node.mapping != nil else { return reader.scalar(node, of: "values").map { ($0, .always) } }
    guard
      let entry = MappingReader(
        node, source: reader.source, log: log, what: "a value with its days",
        allowed: ["value", "from", "until", "source"]),
      let value = entry.fragment("value", required: true)
    else { return nil }
    let period = ReferenceData.Period(from: day("from", in: entry), until: day("until", in: entry))
    if let from = period.from, let until = period.until, until < from, let end = entry.fragment("until") {
      log.report(
        end.error(
          .impossibleBand, at: 0, "no day lies between \(from) and \(until)", hint: "write the earlier first")
      )
    }
    return (value, period)
  }

  private func day(_ key: String, in entry: MappingReader) -> BusinessDay? {
    guard let written = entry.fragment(key) else { return nil }
    if let day = BusinessDay(written.string) { return day }
    log.report(written.error(.badValue, at: 0, "`\(written.string)` is no date", hint: "write 2026-03-07"))
    return nil
  }

  private func add(_ value: Fragment, to values: inout ReferenceData.Values, _ kind: ReferenceData.ListKind) {
    let text = value.string
    switch kind {
    case .states, .countries:
      if let letters = Letters(text), text.utf8.count == 2 {
        values.letters.insert(letters)
      } else {
        log.report(value.error(.badValue, at: 0, "`\(text)` is no code of two letters"))
      }
    case .trades:
      if Self.isTrade(text) {
        values.texts.insert(text)
      } else {
        log.report(
          value.error(
            .badValue, at: 0, "`\(text)` is no trade",
            hint: "write the first 2 to 6 digits of its NAICS code, such as 561720 or 7225"))
      }
    case .contacts:
      if Lexicon.folded(text).isEmpty {
        log.report(value.error(.badValue, at: 0, "`\(text)` has no letter or digit to compare"))
      } else {
        values.texts.insert(text)
      }
    case .counties, .postalCodes, .merchantCategories:
      let digits = kind == .merchantCategories ? 4 : 5
      if let range = range(text, digits: digits) {
        values.ranges.append(range)
      } else {
        log.report(
          value.error(
            .badValue, at: 0, "`\(text)` is no code of \(digits) digits",
            hint: "write all digits, or a range such as 3501-3835"))
      }
    }
  }

  /// Two to six digits.
  static func isTrade(_ text: String) -> Bool {
    (2...6).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func range(_ text: String, digits: Int) -> ClosedRange<UInt32>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.count == digits }),
      let low = UInt32(parts[0]), let high = UInt32(parts[parts.count - 1]), low <= high
    else { return nil }
    return low...high
  }

  func lexicon(_ reader: MappingReader, name: String) -> Lexicon? {
    guard let node = reader.node("phrases") else {
      reader.reportMissing("phrases")
      return nil
    }
    var phrases: [Fragment]
    if node.mapping != nil {
      let languages = MappingReader(
        node, source: reader.source, log: log, what: "the phrases of a lexicon", allowed: nil)
      phrases = languages?.all.flatMap { languages?.fragments($0.key.string) ?? [] } ?? []
    } else {
      phrases = reader.fragments("phrases")
    }
    var folded: Set<String> = []
    for phrase in phrases {
      let text = Lexicon.folded(phrase.string)
      if text.isEmpty {
        log.report(phrase.error(.badValue, at: 0, "`\(phrase.string)` has no letter or digit to look for"))
      } else if !folded.insert(text).inserted {
        log.report(phrase.error(.duplicate, at: 0, "`\(phrase.string)` is in the lexicon twice"))
      }
    }
    return Lexicon(name: name, phrases: folded.sorted())
  }

  func threshold(_ reader: MappingReader) -> ReferenceData.Threshold? {
    guard let sequence = reader.node("steps")?.sequence else {
      reader.reportMissing("steps")
      return nil
    }
    var steps: [DatedAmount.Step] = []
    var currency: Currency?
    for node in sequence {
      guard
        let step = MappingReader(
          node, source: reader.source, log: log, what: "a step of a threshold",
          allowed: ["from", "amount", "source"]),
        let from = step.fragment("from", required: true), let amount = step.fragment("amount", required: true)
      else { continue }
      guard let day = BusinessDay(from.string) else {
        log.report(from.error(.badValue, at: 0, "`\(from.string)` is no date", hint: "write 2026-03-07"))
        continue
      }
      guard case .money(let minorUnits, let own) = ParameterReader.literal(amount, log: log) else {
        log.report(amount.error(.badValue, at: 0, "a threshold is an amount", hint: "write `10000 USD`"))
        continue
      }
      if let currency, currency != own {
        log.report(amount.error(.kindMismatch, at: 0, "the steps of a threshold are in one currency"))
      }
      currency = own
      steps.append(DatedAmount.Step(from: day, minorUnits: minorUnits))
    }
    guard let currency, !steps.isEmpty else { return nil }
    steps.sort { $0.from < $1.from }
    return ReferenceData.Threshold(currency: currency, amount: DatedAmount(steps: steps))
  }
}

extension Lexicon {
  /// Lower case, accents removed, anything but letters and digits a single space.
  public static func folded(_ text: String) -> String {
    let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
    return plain.unicodeScalars
      .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
      .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }
}
