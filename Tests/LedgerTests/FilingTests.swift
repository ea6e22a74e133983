import Ledger
import TestSupport
import Testing

@Suite struct FilingTests {
  @Test func keepsEverythingItIsGiven() {
    var activity = Activity()
    let posting = PostingMaker.posting(day: 3, cents: 12_345, .debit, .wire, zip: 10001, identity: 77)
    activity.append(posting, texts: [.memo: "två kronor", .account: "A-1", .reference: "r"])
    var buffer = ByteBuffer()
    let key = SubjectKey(kind: .customer, institution: 9, identifier: "A-1")
    for _ in 0..<3 {
      activity.texts.withUnsafeBytes {
        Filing.append(
          to: &buffer, kind: .link, subject: key, posting: activity.postings[0], texts: $0)
      }
    }
    let bytes = buffer.bytes
    var offset = 0
    for _ in 0..<3 {
      #expect(Filing.kind(at: offset, in: bytes) == .link)
      #expect(Filing.subject(at: offset, in: bytes) == key)
      #expect(Filing.posting(at: offset, in: bytes) == activity.postings[0])
      let texts = Filing.texts(at: offset, in: bytes)
      let memo = PostingText.find(.memo, mask: activity.postings[0].textMask, in: texts)
      #expect(memo.map { String(decoding: $0, as: UTF8.self) } == "två kronor")
      #expect(PostingText.byteCount(mask: activity.postings[0].textMask, in: texts) == texts.count)
      offset += Filing.length(at: offset, in: bytes)
    }
    #expect(offset == bytes.count)
    #expect(activity.text(.account, at: 0) == "A-1")
    #expect(activity.text(.device, at: 0) == nil)
  }

  /// Whatever a posting states, and whatever of it its subject already says, comes back bit for bit.
  @Test(arguments: [1, 2, 3]) func whatIsFiledComesBack(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var buffer = ByteBuffer()
    var filed: [(posting: Posting, key: SubjectKey, texts: [UInt8])] = []
    for _ in 0..<500 {
      let key = SubjectKey(high: random.next(), low: random.next())
      let posting = Self.posting(of: key, &random)
      let texts = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      texts.withUnsafeBytes {
        Filing.append(to: &buffer, kind: .counterparty, subject: key, posting: posting, texts: $0)
      }
      filed.append((posting, key, texts))
    }
    var offset = 0
    for (number, one) in filed.enumerated() {
      #expect(Filing.posting(at: offset, in: buffer.bytes) == one.posting, "seed \(seed), filing \(number)")
      #expect(Filing.subject(at: offset, in: buffer.bytes) == one.key, "seed \(seed), filing \(number)")
      #expect(
        Array(Filing.texts(at: offset, in: buffer.bytes)) == one.texts, "seed \(seed), filing \(number)")
      offset += Filing.length(at: offset, in: buffer.bytes)
    }
    #expect(offset == buffer.count, "seed \(seed)")
  }

  /// Every field absent, small, large or what the subject's key says, by chance.
  private static func posting(of key: SubjectKey, _ random: inout SeededRandom) -> Posting {
    func some<Number: FixedWidthInteger>(_ random: inout SeededRandom) -> Number {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: 0
      case 1: Number.random(in: 0...100, using: &random)
      case 2: Number.max
      default: Number.random(in: .min ... .max, using: &random)
      }
    }
    var posting = Posting()
    posting.instant = Instant(milliseconds: some(&random))
    posting.identity = some(&random)
    posting.amount = some(&random)
    posting.balance = some(&random)
    posting.counterparty = Bool.random(using: &random) ? key.high : some(&random)
    posting.account = Bool.random(using: &random) ? key.high : some(&random)
    posting.zip = some(&random)
    posting.county = some(&random)
    posting.homeZip = some(&random)
    posting.file = some(&random)
    posting.line = some(&random)
    posting.currency = Letters("USD") ?? .none
    posting.state = Letters(rawValue: some(&random))
    posting.counterpartyState = Letters(rawValue: some(&random))
    posting.counterpartyCountry = Letters(rawValue: some(&random))
    posting.zoneMinutes = some(&random)
    posting.merchantCategory = some(&random)
    posting.textMask = some(&random)
    posting.channelCode = some(&random)
    posting.purposeCode = some(&random)
    posting.flags = PostingFlags(rawValue: some(&random))
    return posting
  }

  @Test func theCatalogueOfFieldsFollowsTheTexts() {
    for field in TextField.allCases {
      #expect(FieldSet.catalogue[Int(field.rawValue)].set == FieldSet(text: field))
    }
  }

  @Test func subjectKeysDifferByKindInstitutionAndText() {
    var keys: Set<SubjectKey> = []
    for kind in SubjectKind.allCases {
      for institution in UInt64(0)..<3 {
        for number in 0..<200 {
          keys.insert(SubjectKey(kind: kind, institution: institution, identifier: "account \(number)"))
        }
      }
    }
    #expect(keys.count == SubjectKind.allCases.count * 3 * 200)
    for key in keys.prefix(10) {
      #expect(SubjectKey(hexadecimal: key.description) == key)
    }
    #expect(Set(keys.map(\.shard)).count == SubjectKey.shardCount, "every shard is used")
  }
}
