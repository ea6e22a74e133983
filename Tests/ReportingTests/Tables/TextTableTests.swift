import TestSupport
import Testing

@testable import Reporting

@Suite struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable([
      .init("flag"), .init("score", .right), .init("who", narrowest: 6),
      .init("red flags", narrowest: 8, sacrifice: 1),
      .init("since", sacrifice: 2),
    ])
    table.add(["3f9a2c", "35", "Jo Doe", "SMUG-REMOTE-CASH, SMUG-FUNNEL", "2026-03-02"])
    table.add(["77aa01", "1,200", "東京 Trading and Forwarding", "", "2026-03-05"])
    return table
  }

  @Test func allIsShownWhereThereIsRoom() {
    #expect(
      table().lines(width: 200) == [
        "flag    score  who                          red flags                      since",
        "3f9a2c     35  Jo Doe                       SMUG-REMOTE-CASH, SMUG-FUNNEL  2026-03-02",
        "77aa01  1,200  東京 Trading and Forwarding                                 2026-03-05",
      ])
  }

  @Test func aColumnWithoutContentIsNotShown() {
    var table = TextTable([.init("flag"), .init("assigned to"), .init("score", .right)])
    #expect(table.lines(width: 40) == ["flag  assigned to  score"])
    table.add(["3f9a2c", "", "7"])
    table.add(["77aa01", "\n ", "12"])
    #expect(table.lines(width: 40) == ["flag    score", "3f9a2c      7", "77aa01     12"])
  }

  @Test func theLeastImportantGivesWayFirst() {
    #expect(
      table().lines(width: 60) == [
        "flag    score  who                      red fla…  since",
        "3f9a2c     35  Jo Doe                   SMUG-RE…  2026-03-02",
        "77aa01  1,200  東京 Trading and Forwa…            2026-03-05",
      ])
    #expect(
      table().lines(width: 38) == [
        "flag    score  who            red fla…",
        "3f9a2c     35  Jo Doe         SMUG-RE…",
        "77aa01  1,200  東京 Trading…",
      ])
    #expect(
      table().lines(width: 15) == [
        "flag    score  who", "3f9a2c     35  Jo Doe", "77aa01  1,200  東京 …",
      ], "what may not be left out is shown all the same")
  }

  @Test func whatHoldsIsHeldForAnyTable() {
    let alphabet = Array("ab 東é👍,")
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      let columns = (0..<(1 + random.below(6))).map { index in
        TextTable.Column(
          "c\(index)", random.chance(percent: 30) ? .right : .left,
          narrowest: random.chance(percent: 60) ? 3 : nil, sacrifice: index == 0 ? 0 : random.below(4))
      }
      var table = TextTable(columns)
      for _ in 0..<random.below(5) {
        table.add(
          columns.map { _ in
            TextTable.Cell(
              String((0..<random.below(20)).map { _ in alphabet[random.below(alphabet.count)] }), .care)
          })
      }
      let natural = table.lines(width: 10_000)
      let width = 1 + random.below(60)
      let lines = table.lines(width: width)
      #expect(lines.count == natural.count, "seed \(seed)")
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") }, "seed \(seed)")
      if natural.allSatisfy({ DisplayWidth.of($0) <= width }) { #expect(lines == natural, "seed \(seed)") }
      if columns.allSatisfy({ $0.narrowest != nil || $0.sacrifice > 0 }), width >= 3 {
        let stays = columns.filter { $0.sacrifice == 0 }.count
        if width >= stays * 5 - 2 {
          #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "seed \(seed): \(lines)")
        }
      }
      // Color changes nothing that is read.
      let colored = table.lines(width: width, inColor: true).map { line in
        line.replacing("\u{1B}[36m", with: "").replacing("\u{1B}[2m", with: "").replacing(
          "\u{1B}[0m", with: "")
      }
      #expect(colored == lines, "seed \(seed)")
    }
  }
}
