@testable import Ingest
import Ledger
import TestSupport
import Testing

@Suite struct AmountParserTests {
  private func read(
    _ text: String, decimals: Int = 2, mark: Character = ".", isMinor: Bool = false, rounds: Bool = false
  ) -> String {
    let parser = AmountParser(
      decimalMark: mark.asciiValue ?? 0, isMinorUnits: isMinor, rounds: rounds)
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { buffer in
      do throws(AmountParser.Failure) {
        let reading = try parser.read(FieldBytes(buffer), decimals: decimals)
        let code = reading.currency == .none ? "" : " \(reading.currency)"
        return (reading.isNegative ? "-" : "") + "\(reading.magnitude)" + code
      } catch {
        return "\(error)"
      }
    }
  }

  @Test(arguments: [
    ("0", "0"), ("7", "700"), ("7.8", "780"), (" 7.80", "780"), ("1058.09", "105809"), (".5", "50"),
    ("5.", "500"), ("1,058.09", "105809"), ("12,345,678.90", "1234567890"), ("-8.78", "-878"),
    ("8.78-", "-878"), ("+8.78", "878"), ("(12.00)", "-1200"), ("$220.00", "22000"),
    ("- $220.00", "-22000"), ("$-220.00", "-22000"), ("-$220.00", "-22000"), ("$ (1.00)", "unreadable"),
    ("($1.00)", "-100"), ("12.50 USD", "1250 USD"), ("EUR 12", "1200 EUR"), ("€12.50", "1250"),
    ("£1,000.00", "100000"), ("\u{2212}4.20", "-420"), ("1 058.09", "105809"), ("1'058.09", "105809"),
    ("1\u{202F}058.09", "105809"), ("1\u{A0}058.09", "105809"), ("12.500000", "1250"),
    ("000000000000149.87", "14987"), ("10000000000000.00", "1000000000000000"),
  ])
  func readsWhatBanksWrite(text: String, wanted: String) { #expect(read(text) == wanted) }

  @Test(arguments: [
    ("", "unreadable"), ("-", "unreadable"), ("$", "unreadable"), (".", "unreadable"),
    ("12..34", "unreadable"), ("1.2.3", "unreadable"), ("1,05", "unreadable"), ("1,0580", "unreadable"),
    ("1,05.00", "unreadable"), (",100", "unreadable"), ("1,,000", "unreadable"), ("12,345,", "unreadable"),
    ("1234,567.00", "unreadable"), ("--5", "unreadable"), ("-(5)", "unreadable"), ("5-5", "unreadable"),
    ("1e5", "unreadable"), ("0x10", "unreadable"), ("NaN", "unreadable"), ("12 34", "unreadable"),
    ("12.345", "surplusDecimals"), ("12.501", "surplusDecimals"), ("USD 5 EUR", "unreadable"),
    ("10000000000000.01", "tooLarge"), ("99999999999999999999999999", "tooLarge"), ("１２", "unreadable"),
  ])
  func refusesTheRest(text: String, wanted: String) { #expect(read(text) == wanted) }

  @Test func readsDecimalCommas() {
    #expect(read("4.626,81", mark: ",") == "462681")
    #expect(read("-8,78", mark: ",") == "-878")
    #expect(read("4.626", mark: ",") == "462600")
    #expect(read("4.62", mark: ",") == "unreadable")
    #expect(read("1.234.567,8 EUR", mark: ",") == "123456780 EUR")
  }

  @Test func countsTheDecimalsOfTheCurrency() {
    #expect(read("15459988", decimals: 0) == "15459988")
    #expect(read("15459988.00", decimals: 0) == "15459988")
    #expect(read("15459988.5", decimals: 0) == "surplusDecimals")
    #expect(read("1.234", decimals: 3) == "1234")
    #expect(read("1.2", decimals: 4) == "12000")
    #expect(read("-1050", isMinor: true) == "-1050")
    #expect(read("1050.00", isMinor: true) == "1050")
  }

  @Test func roundsHalfToEvenWhereTheProfileSays() {
    #expect(read("0.125", rounds: true) == "12")
    #expect(read("0.135", rounds: true) == "14")
    #expect(read("0.1250001", rounds: true) == "13")
    #expect(read("0.129", rounds: true) == "13")
    #expect(read("0.121", rounds: true) == "12")
  }

  /// Every number of minor units, written plainly and with groups, reads back as itself.
  @Test(arguments: 0..<200)
  func readsBackWhatMoneyWrites(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let limits: [Int64] = [100, 100_000, IngestLimits.minorUnits]
    let limit = limits.randomElement(using: &random) ?? 1
    let amount = Int64.random(in: 0...limit, using: &random)
    for code in ["USD", "JPY", "KWD", "CLF"] {
      let currency = try #require(Currency(code))
      let plain = Money.decimal(amount, decimals: currency.decimals)
      #expect(read(plain, decimals: currency.decimals) == "\(amount)", "seed \(seed)")
      #expect(read("-" + plain, decimals: currency.decimals) == "-\(amount)", "seed \(seed)")
      var groups = plain.prefix { $0 != "." }
      var grouped = String(plain.dropFirst(groups.count))
      while groups.count > 3 {
        grouped = "," + groups.suffix(3) + grouped
        groups = groups.dropLast(3)
      }
      #expect(read(groups + grouped, decimals: currency.decimals) == "\(amount)", "seed \(seed)")
    }
  }
}
