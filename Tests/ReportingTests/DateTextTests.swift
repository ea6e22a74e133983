import Reporting
import Testing

@Suite struct DateTextTests {
  @Test func writesDatesAndPeriods() {
    #expect(DateText.date("2026-03-07") == "7 March 2026")
    #expect(DateText.date("someday") == "someday")
    #expect(DateText.period("2026-03-07", "2026-03-07") == "on 7 March 2026")
    #expect(DateText.period("2026-03-07", "2026-04-01") == "from 7 March 2026 to 1 April 2026")
  }
}
