import Ledger
import Testing

@testable import Ingest

@Suite struct FieldCatalogueTests {
  @Test func canonicalNamesMatchThemselves() throws {
    for field in CanonicalField.allCases {
      let match = try #require(FieldCatalogue.match(header: field.rawValue))
      #expect(match.field == field)
      #expect(match.rank == 0)
    }
  }

  @Test func everyFactARuleMayNeedHasAField() {
    let names = Set(CanonicalField.allCases.map(\.rawValue))
    for (_, name) in FieldSet.catalogue where !name.contains(" ") { #expect(names.contains(name), "\(name)") }
    for text in TextField.allCases {
      #expect(CanonicalField.allCases.contains { $0.textField == text }, "\(text)")
    }
  }

  @Test(
    "Headers of real exports",
    arguments: [
      ("Posting Date", CanonicalField.timestamp), ("Buchungstag", .timestamp), ("Valutadatum", .timestamp),
      ("Betrag", .amount), ("Amount (total)", .amount), ("Betrag (EUR)", .amount), ("Amount CZK", .amount),
      ("Verwendungszweck", .memo), ("Details", .memo), ("Omschrijving", .memo), (" Note", .memo),
      ("Saldo na trn", .balance), ("D/K", .direction), ("Bevétel/Kiadás", .direction), ("Währung", .currency),
      ("Munt", .currency), ("IBAN/BBAN", .account), ("base_amt", .amount), ("orig_acct", .account),
      ("bene_acct", .counterpartyAccount), ("Merchant", .counterpartyName), ("MCC", .merchantCategory),
      ("Zip Code", .zip), ("Transaction ID", .identifier), ("Check or Slip #", .reference),
    ])
  func aliases(header: String, field: CanonicalField) {
    #expect(HeaderBinding.match(header)?.field == field)
  }

  @Test func noAliasIsClaimedTwice() {
    var owners: [String: CanonicalField] = [:]
    for entry in FieldCatalogue.all {
      for alias in entry.aliases {
        let name = FieldCatalogue.normalised(alias)
        #expect(owners[name] == nil || owners[name] == entry.field, "\(alias): \(entry.field)")
        owners[name] = entry.field
        if let canonical = CanonicalField.allCases.first(where: {
          FieldCatalogue.normalised($0.rawValue) == name
        }) {
          #expect(canonical == entry.field || name == "date", "\(alias) is the name of \(canonical)")
        }
      }
    }
  }

  @Test func theBetterOfTwoDatesIsTaken() {
    let fields = HeaderBinding.fields(for: ["Value Date", "Booking Date", "Amount", "Account"])
    #expect(fields[.timestamp] == [.position(2)])
    #expect(HeaderBinding.fields(for: ["Date", "Value Date", "Amount"])[.timestamp] == [.position(1)])
    let split = HeaderBinding.fields(for: ["Date", "Time", "Time Zone", "Amount"])
    #expect(split[.date] == [.position(1)])
    #expect(split[.time] == [.position(2)])
    #expect(split[.timeZone] == [.position(3)])
    #expect(split[.timestamp] == nil)
  }

  @Test func memosAreJoinedAndAmountBeatsTwoColumns() {
    let fields = HeaderBinding.fields(for: ["Details", "Amount", "credit", "debit", "Description"])
    #expect(fields[.memo] == [.position(1), .position(5)])
    #expect(fields[.debitAmount] == nil)
    #expect(fields[.creditAmount] == nil)
    let two = HeaderBinding.fields(for: ["Date", "Withdrawals", "Deposits"])
    #expect(two[.debitAmount] == [.position(2)])
    #expect(two[.creditAmount] == [.position(3)])
    #expect(HeaderBinding.fields(for: ["Date", "Deposits"])[.creditAmount] == nil)
  }

  @Test func ofTwoColumnsWithOneNameTheFirstIsTaken() {
    #expect(HeaderBinding.fields(for: ["Account", "To Bank", "Account"])[.account] == [.position(1)])
  }
}
