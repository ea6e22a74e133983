import Ledger
import TestSupport
import Testing

@testable import Reporting

/// What can be read of a picture: labels that do not cover each other, and sums that are those of what went in.
@Suite struct PictureLayoutTests {
  @Test("no label covers another, or leaves the sheet", arguments: PictureScene.all)
  func labels(scene: PictureScene) throws {
    let svg = scene.picture.svg
    let sheet = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/))
    let width = try #require(Int(sheet.1))
    let labels = svg.matches(
      of:
        /<text class="[^"]*"[^>]*?(?: text-anchor="(\w+)")? x="(-?\d+)" y="(-?\d+)">.*?<tspan>(.*?)<\/tspan>/)
    let boxes = try labels.map { label in
      let x = try #require(Int(label.2))
      let room = TextWidth.of(Self.unescaped(label.4), size: Canvas.textSize)
      let left = label.1 == "end" ? x - room : label.1 == "middle" ? x - room / 2 : x
      return (left: left, right: left + room, base: try #require(Int(label.3)), text: label.4)
    }
    #expect(!boxes.isEmpty && boxes.count == svg.matches(of: /<text/).count, "\(scene.name)")
    for (number, box) in boxes.enumerated() {
      #expect(box.left >= 0 && box.right <= width, "\(scene.name): \(box.text)")
      for other in boxes[..<number] where abs(other.base - box.base) < Canvas.textSize {
        #expect(
          box.right <= other.left || other.right <= box.left, "\(scene.name): \(box.text) over \(other.text)")
      }
    }
  }

  @Test("the bars of a timeline add up to its payments", arguments: UInt64(1)...40)
  func bars(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let timeline = PictureScene.random(
      seed: seed, payments: 1 + random.below(500), days: 1 + random.below(1_500))
    let days = timeline.payments.map(\.day)
    let axis = DayAxis(
      first: try #require(days.min()), last: try #require(days.max()), left: TimelineDrawing.left,
      right: TimelineDrawing.right)
    let bars = MoneyBars(timeline.payments, of: .usDollar, along: axis).bars
    for isIn in [true, false] {
      let own = timeline.payments.filter { $0.isIn == isIn }
      let sums = bars.map { isIn ? $0.moneyIn : $0.moneyOut }
      #expect(sums.reduce(0) { $0 + $1.payments } == own.count, "seed \(seed)")
      let total = own.reduce(Int128(0)) { $0 + Int128($1.money.minorUnits) }
      #expect(sums.reduce(0) { $0 + $1.total } == total, "seed \(seed)")
    }
    #expect(bars.allSatisfy { (0..<axis.spanCount).contains($0.span) }, "seed \(seed)")
    #expect(axis.left == axis.start(of: 0) && axis.right == axis.start(of: axis.spanCount), "seed \(seed)")
  }

  @Test("the rows of a timeline do not change its picture", arguments: UInt64(1)...10)
  func order(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let timeline = PictureScene.random(seed: seed, payments: 200, days: 60)
    let shuffled = Timeline(payments: timeline.payments.shuffled(using: &random), findings: timeline.findings)
    #expect(timeline.picture(identifier: "x") == shuffled.picture(identifier: "x"), "seed \(seed)")
  }

  @Test("sums past 64 bits are exact, all others as money is written", arguments: UInt64(1)...50)
  func sums(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let small = Int64(bitPattern: random.next()) >> random.below(60)
    for code in ["USD", "JPY", "KWD"] {
      let currency = try #require(Currency(code))
      #expect(
        readable(Int128(small), currency) == Money(minorUnits: small, currency: currency).readable,
        "seed \(seed)")
    }
    #expect(readable(Int128(Int64.max) * 2, .usDollar) == "$184,467,440,737,095,516.14")
  }

  @Test("a round top is the lowest of its steps that is not below", arguments: UInt64(1)...50)
  func tops(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let value = Int128(random.next() >> UInt64(random.below(64)))
    var steps: [Int128] = []
    var decade: Int128 = 1
    for _ in 0..<21 {
      steps += [1, 2, 3, 4, 5, 6, 8].map { $0 * decade }
      decade *= 10
    }
    #expect(PictureScale.roundTop(value) == steps.first { $0 >= value }, "seed \(seed)")
  }

  private static func unescaped(_ text: some StringProtocol) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(String(text)) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
