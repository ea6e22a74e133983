import Rulebook
import Testing

@Suite("Citations")
struct CitationTests {
  @Test(
    "document, place and grade are told apart",
    arguments: [
      ("FIN-2023-Alert001 page 7 flag 1 (primary)", ["FIN-2023-Alert001", "page 7 flag 1", "primary"]),
      ("31 CFR 1010.314 (memory)", ["31 CFR 1010.314", "", "memory"]),
      (
        "FIN-2020-A008 page 4, citing FATF 2018 page 28",
        ["FIN-2020-A008", "page 4, citing FATF 2018 page 28"]
      ),
      (
        "FINTRAC-2016-OA003 (reproduced in FINTRAC-2021-OA001 pages 11-12) (primary)",
        ["FINTRAC-2016-OA003", "(reproduced in FINTRAC-2021-OA001 pages 11-12)", "primary"]
      ),
      (
        "FINTRAC Operational Alert on exploitation (Project Shadow, 2025) pages 5 and 7 (primary)",
        ["FINTRAC Operational Alert on exploitation (Project Shadow, 2025)", "pages 5 and 7", "primary"]
      ),
      ("page 3", ["page 3", ""]),
    ])
  func parsed(source: String, expected: [String]) {
    let citation = Citation(source)
    #expect([citation.document, citation.place] + (citation.grade.map { [$0] } ?? []) == expected)
  }
}
