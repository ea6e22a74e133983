import Foundation
import Ledger
import Testing

@testable import Rulebook

@Suite("The shipped rulebook")
struct ShippedTests {
  let rulebook: Rulebook

  init() throws { rulebook = try Rulebook.shipped() }

  @Test("holds every rule, in a file of its own name")
  func contents() throws {
    let named = try ruleFiles().map { file in
      String(file.path.split(separator: "/").last?.dropLast(".yaml".count) ?? "")
    }
    #expect(rulebook.rules.map(\.id) == named.sorted())
    #expect(rulebook.rules.filter { $0.kind == .indicator }.count >= 19)
    #expect(rulebook.rules.filter { $0.kind == .mitigation }.count >= 5)
    #expect(
      rulebook.typologies.map(\.id) == [
        "drug-human-nexus", "human-smuggling", "illicit-massage", "labor-trafficking", "laundering-network",
        "online-child-sexual-exploitation", "sex-trafficking", "sextortion",
      ])
    #expect(Set(rulebook.rules.flatMap(\.typologies)) == Set(rulebook.typologies.map(\.id)))
  }

  /// No single sign decides, so a typology with one family of indicators could never flag anybody.
  @Test("can flag for every typology")
  func everyTypologyCanFlag() {
    for typology in rulebook.typologies {
      let own = rulebook.rules.filter {
        $0.kind == .indicator && $0.notObservable.isEmpty && $0.typologies.contains(typology.id)
      }
      let families = Dictionary(grouping: own, by: \.family).mapValues {
        $0.map(\.strength.points).max() ?? 0
      }
      #expect(families.count >= 2, "\(typology.id)")
      #expect(families.values.reduce(0, +) >= typology.threshold, "\(typology.id)")
    }
  }

  /// Ways of moving money are common to many crimes: alone they are laundering, and name no other.
  @Test("does not speak of trafficking for nothing but the way money moves", arguments: ["sex", "labor"])
  func ownSigns(of trafficking: String) {
    let partners: Set = ["passed-on", "proceeds", "fed-by", "front"]
    let common = rulebook.rules.filter {
      $0.kind == .indicator && $0.notObservable.isEmpty
        && $0.typologies.contains("\(trafficking)-trafficking")
        && $0.typologies.contains("laundering-network")
        // What rests on a partner's flag counts for what the partner is flagged for alone.
        && !partners.contains($0.family)
    }
    let families = Dictionary(grouping: common, by: \.family).mapValues {
      $0.map(\.strength.points).max() ?? 0
    }
    #expect(families.values.reduce(0, +) < 55, "\(common.map(\.id))")
  }

  @Test("tells at least two stories that fire and three that do not, for every rule")
  func stories() {
    for rule in rulebook.rules {
      if rule.notObservable.isEmpty {
        #expect(rule.examples.filter(\.mustFire).count >= 2, "\(rule.id)")
        #expect(rule.examples.filter { !$0.mustFire }.count >= 3, "\(rule.id)")
      }
      #expect(rule.kind == .mitigation || !rule.innocent.isEmpty, "\(rule.id)")
      #expect(!rule.sources.isEmpty, "\(rule.id)")
    }
  }

  /// A number that is no parameter has no owner: nobody could say whose it is, or tune it.
  @Test("has no number that is not a parameter")
  func numbers() throws {
    let keys = ["sets:", "at:", "first:", "when:"]
    for file in try ruleFiles() {
      var isExpression = false
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !line.hasPrefix(" ") { isExpression = keys.contains { line.hasPrefix($0) } }
        guard isExpression else { continue }
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
        // `peers' 95th` names a figure of the reference data.
        let numbers = words.filter { $0.first?.isNumber ?? false && $0 != "95th" }
        #expect(numbers.isEmpty, "\(file.name): \(line)")
      }
    }
  }

  /// FinCEN gives hardly any numbers; none of ours may look like one of theirs.
  @Test("gives a source only for numbers that have one")
  func provenance() {
    var rules: [String: Set<String>] = [:]
    for rule in rulebook.rules {
      for parameter in rule.parameters {
        guard case .source(let source) = parameter.basis else { continue }
        rules[Citation(source).document, default: []].insert(rule.id)
      }
    }
    #expect(
      rules == [
        "29 USC 206(a)(1) for forty hours": ["LAB-DEDUCTIONS"],
        "31 CFR 1010.313": ["ML-CTR-AGG"],
        "8 USC 1226(a)(2)(A)": ["MIT-IMMIGRATION-BOND"],
        "FIN-2019-A006": ["NEX-PRECURSOR", "NEX-PRECURSOR-PAYEE"],
        "FINTRAC Operational Alert (Project Shadow, 2025)": ["OCSE-CENT-ANSWERED", "OCSE-ONE-CENT"],
        "FINTRAC-2016-OA003": [
          "IMB-CLUSTER-PHONE-SHOP", "IMB-CLUSTER-SHOP", "IMB-OFFHOURS-POS", "SEX-ADS-MICRO", "SEX-CITY-HOP",
          "SEX-EVENT-SURGE", "SEX-FEEDER", "SEX-GASATM-P2P", "SEX-NIGHT-CASH",
        ],
      ])
  }

  @Test("never makes a victim's finding a suspect's")
  func roles() throws {
    let sweep = try #require(rulebook.rules.first { $0.id == "LAB-WAGE-SWEEP" })
    #expect(sweep.role == .possibleVictim && sweep.rollsUpTo?.kind == .counterparty)
    // Who visits a massage business, and the business itself, are not preyed on; nor is who pays for abuse,
    // nor a front; families who pay for a journey are neither.
    for rule in rulebook.rules where rule.rollsUpTo != nil && !rule.isAboutFlagged {
      let isMassage = rule.typologies == ["illicit-massage"] && [.buyer, .front].contains(rule.role)
      let isAbuse = rule.typologies == ["online-child-sexual-exploitation"] && rule.role == .buyer
      let isFront = rule.typologies.contains("drug-human-nexus") && rule.role == .front
      let isFamily = rule.typologies == ["human-smuggling"] && rule.role == .unknown
      #expect(isMassage || isAbuse || isFront || isFamily || rule.role == .possibleVictim, "\(rule.id)")
    }
    for id in ["SEXT-VICTIM", "SEX-NIGHT-CASH", "SEX-MANY-SENDERS"] {
      #expect(rulebook.rules.first { $0.id == id }?.role == .possibleVictim)
    }
    #expect(rulebook.rules.first { $0.id == "SMUG-STAGED-PAY" }?.about == .counterparty)
  }

  /// Law 9: what no word names, no rule can read.
  @Test("cannot ask for nationality, ethnicity, sex or age")
  func care() {
    let forbidden = [
      "nationality", "citizenship", "ethnicity", "race", "sex", "gender", "age", "birth", "religion",
      "language",
    ]
    let words =
      Vocabulary.predicates + GroupField.allCases.map(\.rawValue) + Array(Vocabulary.facts.keys)
      + ExampleColumn.allCases.map(\.rawValue)
    for word in words {
      let parts = word.lowercased().split { !$0.isLetter }.map(String.init)
      #expect(parts.allSatisfy { !forbidden.contains($0) }, "\(word)")
    }
    for word in forbidden {
      #expect(Probe.complaint("when: [count of \(word) in 7 days >= 1]").contains("unknown name"), "\(word)")
    }
  }

  @Test("keeps the line at which currency is reported by date")
  func line() {
    let dated = rulebook.atoms.compactMap { atom -> DatedAmount? in
      guard case .amount(_, let range) = atom else { return nil }
      return range.atMost
    }
    #expect(dated.contains { $0.minorUnits(on: BusinessDay(ordinal: 20_000)) == 1_000_000 })
    #expect(rulebook.atoms.count <= Rulebook.maximumAtoms)
  }

  private func ruleFiles() throws -> [RulebookFile] {
    let log = ErrorLog()
    let files = RulebookFile.all(in: Rulebook.shippedDirectory, shownAs: "Shipped", layer: 0, log: log)
    #expect(log.errors.isEmpty)
    return files.filter { $0.path.hasPrefix("indicators/") || $0.path.hasPrefix("mitigations/") }
  }
}

@Suite("The benchmark's rulebook")
struct BenchmarkRulebookTests {
  @Test("loads, and asks what the database is asked")
  func loads() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let rulebook = try Rulebook.load(directories: [tests.appendingPathComponent("Benchmarks/rulebook").path])
    #expect(
      rulebook.rules.map(\.id) == [
        "BENCH-FAN-IN", "BENCH-FUNNEL", "BENCH-LATE-NIGHT", "BENCH-LEXICON", "BENCH-SMUGGLING-FEE",
        "BENCH-STRUCTURING-7D", "BENCH-STRUCTURING-DAY",
      ])
    #expect(rulebook.lexicons.first?.phrases.count == 40)
    #expect(rulebook.rules.allSatisfy { $0.strength == .strong && $0.anchor != nil })
  }
}
