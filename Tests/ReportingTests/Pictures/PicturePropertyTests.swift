import Foundation
import FoundationXML
import Ledger
import Testing

@testable import Reporting

/// What holds for every picture: it is well-formed, says its name, holds nothing that steers, and leaves nobody out.
struct PicturePropertyTests {
  @Test(arguments: PictureScene.all)
  func everyPictureIsWellFormedAndSafe(scene: PictureScene) {
    let svg = scene.picture.svg
    #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(scene.name)")
    #expect(svg.contains("aria-labelledby=\"\(scene.name)-title \(scene.name)-description\""))
    for text in [svg, scene.picture.figure] {
      #expect(
        !text.contains("<script") && !text.contains("<style") && !text.contains("onload"), "\(scene.name)")
      #expect(text.matches(of: /\sstyle=/).isEmpty, "\(scene.name)")
    }
  }

  @Test(arguments: PictureScene.all)
  func everyShapeLiesOnTheSheet(scene: PictureScene) throws {
    let svg = scene.picture.svg
    let box = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/))
    let (width, height) = (try #require(Int(box.1)), try #require(Int(box.2)))
    for rect in svg.matches(of: /<rect[^>]* x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/) {
      let (x, y, w, h) = (Int(rect.1) ?? -1, Int(rect.2) ?? -1, Int(rect.3) ?? 0, Int(rect.4) ?? 0)
      #expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height, "\(scene.name): \(rect.output.0)")
    }
    for text in svg.matches(of: /<text[^>]* x="(-?\d+)" y="(-?\d+)"/) {
      let (x, y) = (Int(text.1) ?? -1, Int(text.2) ?? -1)
      #expect((0...width).contains(x) && (0...height).contains(y), "\(scene.name): \(text.output.0)")
    }
  }

  @Test(arguments: UInt64(1)...30)
  func aFlowLeavesNobodyOut(seed: UInt64) throws {
    let flow = PictureScene.crowd(seed: seed, parties: Int(seed) * 3)
    let picture = try #require(flow.picture(identifier: "x"))
    #expect(picture.table.rows.count == flow.streams.count, "seed \(seed)")
    let sums = [true, false].map { isIn in
      readable(flow.streams.filter { $0.isIn == isIn }.reduce(0) { $0 + $1.total }, .usDollar)
    }
    #expect(
      picture.svg.contains("\(sums[0]) in from") && picture.svg.contains("\(sums[1]) out to"), "seed \(seed)")
    let bands = picture.svg.matches(of: /<path/).count
    #expect(bands <= 2 * (MoneyFlow.mostStreams + 1), "seed \(seed)")
    let labels = picture.svg.matches(
      of: /class="label" fill="currentColor" text-anchor="end" x="290" y="(\d+)"/
    )
    .compactMap { Int($0.1) }
    #expect(
      zip(labels, labels.dropFirst()).allSatisfy { $1 - $0 >= Canvas.textSize },
      "seed \(seed): labels overlap")
  }

  @Test func nothingMakesNoPicture() {
    #expect(CountBars(title: "t", series: ["a"], rows: []).picture(identifier: "x") == nil)
    #expect(NetworkColumns(nodes: [], links: []).picture(identifier: "x") == nil)
    #expect(
      MoneyFlow(subject: "s", isSubjectPossibleVictim: false, currency: .usDollar, streams: []).picture(
        identifier: "x")
        == nil)
  }
}
