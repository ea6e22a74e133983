import Ledger
import Testing

@testable import History

@Suite struct BlockCodecTests {
  @Test(arguments: 0..<60) func everyPostingComesBackAsItWent(seed: UInt64) {
    var generator = Generator(seed: seed)
    var encoder = BlockEncoder()
    var blocks: [(range: Range<Int>, postings: [Posting], texts: [[UInt8]])] = []
    for _ in 0..<6 {
      let count = generator.below(40)
      var postings: [Posting] = []
      var texts: [[UInt8]] = []
      encoder.begin(count: count)
      for _ in 0..<count {
        var posting = generator.chance(50) ? postings.last ?? Posting() : generator.wildPosting()
        posting.identity = generator.next()
        let masks: [UInt16] = [0, .max, UInt16(truncatingIfNeeded: generator.next())]
        posting.textMask = masks[generator.below(3)]
        let text =
          generator.chance(30) && texts.last != nil && posting.textMask == postings.last?.textMask
          ? texts[texts.count - 1] : generator.texts(mask: posting.textMask)
        postings.append(posting)
        texts.append(text)
        text.withUnsafeBytes { encoder.append(posting, texts: $0) }
      }
      blocks.append((encoder.finish(), postings, texts))
    }
    for (range, postings, texts) in blocks {
      var decoder = BlockDecoder()
      let block = UnsafeRawBufferPointer(rebasing: encoder.output.bytes[range])
      let isDecoded = decoder.decode(block, count: postings.count, floor: nil)
      #expect(isDecoded, "seed \(seed)")
      let decoded = decoder.starts.count
      #expect(decoded == postings.count, "seed \(seed)")
      for index in 0..<decoder.starts.count {
        let entry = decoder.entry(at: index)
        #expect(entry.value == postings[index], "seed \(seed), posting \(index)")
        #expect(Array(entry.texts) == texts[index], "seed \(seed), texts of posting \(index)")
      }
    }
  }

  @Test(arguments: 0..<40) func aDamagedBlockNeverReadsOutsideItself(seed: UInt64) {
    var generator = Generator(seed: seed)
    var encoder = BlockEncoder()
    let count = 1 + generator.below(20)
    encoder.begin(count: count)
    for _ in 0..<count {
      var posting = generator.wildPosting()
      posting.textMask = UInt16(truncatingIfNeeded: generator.next())
      generator.texts(mask: posting.textMask).withUnsafeBytes { encoder.append(posting, texts: $0) }
    }
    let whole = Array(encoder.output.bytes)
    for _ in 0..<30 {
      var damaged = Array(whole.prefix(generator.below(whole.count + 1)))
      if !damaged.isEmpty { damaged[generator.below(damaged.count)] ^= UInt8(1 + generator.below(255)) }
      // Checksums catch damage before a block is decoded; this is the second line, under the sanitizers.
      damaged.withUnsafeBytes { block in
        var decoder = BlockDecoder()
        let isDecoded = decoder.decode(block, count: count, floor: nil)
        let decoded = decoder.starts.count
        if isDecoded { #expect(decoded == count) }
      }
    }
  }

  @Test func aNightOfOneCustomerIsWrittenSmall() {
    var encoder = BlockEncoder()
    var activity = Activity()
    for index in 0..<20 {
      var posting = Posting()
      posting.instant = Instant(milliseconds: 1_760_000_000_000 + Int64(index) * 3_600_000)
      posting.identity = StableHash.mix(UInt64(index), 7)
      posting.amount = 12_50 + Int64(index)
      posting.account = 0x1234_5678_9ABC_DEF0
      posting.currency = Currency.usDollar.letters
      posting.line = UInt32(index * 50_000)
      let names: [TextField: String] = [
        .identifier: "TX\(100_000 + index)", .account: "AC0000000017", .customerName: "A. Person",
        .memo: "groceries",
      ]
      activity.append(posting, texts: names)
    }
    encoder.begin(count: 20)
    for (index, posting) in activity.postings.enumerated() {
      activity.texts.withUnsafeBytes { all in
        let own = UnsafeRawBufferPointer(rebasing: all[Int(posting.textOffset)...])
        let length = PostingText.byteCount(mask: posting.textMask, in: own)
        encoder.append(posting, texts: UnsafeRawBufferPointer(rebasing: own[..<length]))
      }
      #expect(activity.text(.memo, at: index) == "groceries")
    }
    #expect(encoder.finish().count < 20 * 30)
  }
}
