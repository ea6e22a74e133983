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
        _ = Filing.append(
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
