import Detection
import Reporting
import Testing

@Suite struct QuantityTextTests {
  @Test(arguments: [
    (Quantity(4, .count), "4"), (Quantity(1_234_567, .count), "1,234,567"),
    (Quantity(1_290_000, .money("USD")), "$12,900.00"), (Quantity(1500, .money("JPY")), "1,500 JPY"),
    (Quantity(7000, .basisPoints), "70 %"), (Quantity(6250, .basisPoints), "62.50 %"),
    (Quantity(14 * 86_400, .seconds), "14 days"), (Quantity(3600, .seconds), "1 hour"),
    (Quantity(1800, .seconds), "30 minutes"), (Quantity(160_934, .metres), "160 km (99 miles)"),
  ])
  func writesQuantities(quantity: Quantity, text: String) { #expect(QuantityText.text(quantity) == text) }

  @Test func writesDatesAndPlurals() {
    #expect(QuantityText.date("2026-03-07") == "7 March 2026")
    #expect(QuantityText.period("2026-03-07", "2026-03-07") == "on 7 March 2026")
    #expect(QuantityText.plural(1, "party") == "1 party")
    #expect(QuantityText.plural(2, "party") == "2 parties")
    #expect(QuantityText.plural(2, "payment") == "2 payments")
  }
}
