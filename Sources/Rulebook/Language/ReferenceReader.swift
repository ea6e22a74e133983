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
    for value in reader.fragments("values", required: true) {
      switch kind {
      case .states, .countries:
        if let letters = Letters(value.string), value.string.utf8.count == 2 {
          list.letters.insert(letters)
        } else {
          log.report(value.error(.badValue, at: 0, "`\(value.string)` is no code of two letters"))
        }
      case .counties, .postalCodes, .merchantCategories:
        if let range = range(value.string, digits: kind == .merchantCategories ? 4 : 5) {
          list.ranges.append(range)
        } else {
          log.report(
            value.error(
              .badValue, at: 0,
              "`\(value.string)` is no code of \(kind == .merchantCategories ? 4 : 5) digits",
              hint: "write all digits, or a range such as 3501-3835"))
        }
      }
    }
    list.ranges = ReferenceData.joined(list.ranges)
    return list
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
