import Ledger
import Rulebook
import Ledger
import Testing

/// Payments cannot tell lawful sex work from exploitation: signs of control can.
@Suite("The rules of sex trafficking and illicit massage")
struct SexTradeTests {
  let rulebook: Rulebook

  init() throws { rulebook = try Rulebook.shipped() }

  private func greatest(of families: [String], in typology: Typology) -> [Int] {
    families.map { family in
      rulebook.rules.filter {
        $0.kind == .indicator && $0.family == family && $0.typologies.contains(typology.id)
          && $0.rollsUpTo == nil
      }.map(\.strength.points).max() ?? 0
    }
  }

  /// Adults who sell sex of their own will advertise, are paid by many in the evening, pay cash in at night and
  /// travel: all of it together must not make a flag.
  @Test("do not flag the trade alone")
  func trade() throws {
    let typology = try #require(rulebook.typologies.first { $0.id == "sex-trafficking" })
    let points = greatest(of: ["sex-trade", "night", "circuit"], in: typology)
    #expect(points.allSatisfy { $0 > 0 })
    #expect(points.reduce(0, +) < typology.threshold)
    #expect(rulebook.rules.filter { $0.family == "sex-trade" }.allSatisfy { $0.strength != .strong })
  }

  /// Lawful spas open late, have flat prices and take cash.
  @Test("do not flag a spa for its hours, its prices and its cash")
  func spa() throws {
    let typology = try #require(rulebook.typologies.first { $0.id == "illicit-massage" })
    let points = greatest(of: ["hours", "tickets", "takings"], in: typology)
    #expect(points.reduce(0, +) < typology.threshold)
  }

  @Test("gather whoever may be preyed on at whoever profits")
  func gathering() {
    for id in ["SEX-DEPLETED", "SEX-GASATM-P2P", "SEX-FEEDER"] {
      let rule = rulebook.rules.first { $0.id == id }
      #expect(rule?.role == .possibleVictim && rule?.rollsUpTo?.kind == .counterparty, "\(id)")
    }
    for id in ["SEX-COLLECTOR", "SEX-FEEDER-PAYER"] {
      let rule = rulebook.rules.first { $0.id == id }
      #expect(rule?.role == .controller && rule?.isAboutHubs == true && rule?.strength == .strong, "\(id)")
    }
  }

  @Test("say what no export can show, and what would")
  func notObservable() {
    let blind = rulebook.rules.filter { !$0.isObservable }
      .map(\.id).filter { $0.hasPrefix("SEX-") || $0.hasPrefix("IMB-") }
    #expect(blind == ["SEX-ALIAS-BRACKET", "SEX-INTL-RECRUIT", "SEX-JOINT-ADDS"])
  }
}
