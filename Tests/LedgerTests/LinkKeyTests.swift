import Ledger
import Testing

@Suite struct LinkKeyTests {
  @Test func bothSpellingsGiveOneKey() {
    let room = UnsafeMutableRawPointer.allocate(byteCount: SubjectKey.linkRoom, alignment: 16)
    defer { room.deallocate() }
    let longest = String(repeating: "é", count: TextField.maximumBytes / 2)
    for field in TextField.allCases {
      for value in ["", "4471", "+1 555 0100", "Südfrüchte GmbH", longest] {
        let direct = Array(value.utf8).withUnsafeBytes { SubjectKey.link(field, $0, in: room) }
        #expect(direct == .link(field, value), "\(field) \(value.count)")
      }
    }
  }

  @Test func aPhoneIsNoDevice() {
    #expect(SubjectKey.link(.phone, "4471") != .link(.device, "4471"))
    // Part of the state's format: what is remembered must be found again.
    #expect(
      SubjectKey.link(.device, "4471") == SubjectKey(kind: .link, institution: 0, identifier: "device:4471"))
  }
}
