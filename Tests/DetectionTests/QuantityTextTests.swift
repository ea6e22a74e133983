import Ledger
import Rulebook
import Testing

@testable import Detection

@Suite struct QuantityTextTests {
  @Test(arguments: [
    (Quantity(4, .count), "4"), (Quantity(1_234_567, .count), "1,234,567"),
    (Quantity(1_290_000, .money("USD")), "$12,900.00"), (Quantity(1500, .money("JPY")), "1,500 JPY"),
    (Quantity(7000, .basisPoints), "70%"), (Quantity(6250, .basisPoints), "62.5%"),
    (Quantity(6255, .basisPoints), "62.55%"), (Quantity(0, .basisPoints), "0%"),
    (Quantity(14 * 86_400, .seconds), "14 days"), (Quantity(3600, .seconds), "1 hour"),
    (Quantity(36 * 3600, .seconds), "36 hours"), (Quantity(1800, .seconds), "30 minutes"),
    (Quantity(61, .seconds), "61 seconds"), (Quantity(0, .seconds), "0 seconds"),
    (Quantity(160_934, .metres), "160.9 km (100 miles)"),
    (Quantity(260_000, .metres), "260 km (161.6 miles)"),
    (Quantity(0, .metres), "0 km (0 miles)"),
  ])
  func writesQuantities(quantity: Quantity, text: String) { #expect(QuantityText.text(quantity) == text) }

  @Test func writesPlurals() {
    #expect(QuantityText.plural(1, "party") == "1 party")
    #expect(QuantityText.plural(2, "party") == "2 parties")
    #expect(QuantityText.plural(2, "payment") == "2 payments")
    #expect(QuantityText.plural(2, "branch") == "2 branches")
    #expect(QuantityText.pluralOf("different person", counted: "3") == "3 different people")
  }

  @Test func valuesAreShownInTheUnitsOfTheirKind() {
    #expect(ValueKind.milliseconds.quantity(36 * 3_600_000) == Quantity(36 * 3600, .seconds))
    #expect(QuantityText.text(ValueKind.milliseconds.quantity(172_800_000)) == "2 days")
    #expect(ValueKind.money(Currency("USD")!).quantity(100) == Quantity(100, .money("USD")))
    #expect(ValueKind.basisPoints.quantity(5000) == Quantity(5000, .basisPoints))
  }
}
