import Ledger
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    (Int64(0), "USD", "0.00", "$0.00"), (5, "USD", "0.05", "$0.05"),
    (-123_456, "USD", "-1234.56", "$-1,234.56"),
    (1_234_567_89, "USD", "1234567.89", "$1,234,567.89"), (1500, "JPY", "1500", "1,500 JPY"),
    (1_234_567, "KWD", "1234.567", "1,234.567 KWD"),
    (.max, "USD", "92233720368547758.07", "$92,233,720,368,547,758.07"),
    (.min, "EUR", "-92233720368547758.08", "-92,233,720,368,547,758.08 EUR"),
  ])
  func writesMinorUnits(minorUnits: Int64, code: String, decimal: String, readable: String) throws {
    let money = Money(minorUnits: minorUnits, currency: try #require(Currency(code)))
    #expect(money.decimal == decimal)
    #expect(money.readable == readable)
  }

  @Test func packsLettersOrderly() {
    #expect(Currency("USD") == .usDollar)
    #expect(Letters("TX")?.description == "TX")
    #expect(Letters("tx") == Letters("TX"))
    #expect(Letters("T1") == nil && Letters("ABCD") == nil && Letters("") == nil)
  }
}
