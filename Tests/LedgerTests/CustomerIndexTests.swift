import Ledger
import TestSupport
import Testing

/// The index of customers against plain dictionaries.
@Suite struct CustomerIndexTests {
  @Test(arguments: UInt64(1)...4)
  func itAnswersAsADictionaryWould(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var entries: [CustomerIndex.Entry] = []
    var owners: [UInt64: SubjectKey] = [:]
    var links: [SubjectKey: [CustomerIndex.Link]] = [:]
    for number in 0..<random.below(3000) {
      let key = SubjectKey(kind: .customer, institution: seed, identifier: "C\(number)")
      // Few different hashes, some beside one another, so that slots collide.
      let accounts = (0..<random.below(4)).map { _ in UInt64(random.below(5000)) << 3 }
      let shared = (0..<random.below(3)).map { _ in
        CustomerIndex.Link(.email, .link(named: "email", "box\(random.below(20))"))
      }
      for account in accounts { owners[account] = key }
      links[key] = shared
      entries.append(CustomerIndex.Entry(key: key, accounts: accounts, links: shared))
    }
    let index = CustomerIndex(entries)
    #expect(index.count == entries.count, "seed \(seed)")
    for account in UInt64(0)..<40_100 {
      #expect(index.customer(ofAccount: account).map(index.key) == owners[account], "seed \(seed)")
    }
    for (key, shared) in links {
      let number = index.customer(key)
      #expect(number.map { index.links(of: $0).map(index.link) } == shared, "seed \(seed)")
    }
    let stranger = SubjectKey(kind: .customer, institution: seed &+ 1, identifier: "C1")
    #expect(index.customer(stranger) == nil, "seed \(seed)")
  }
}
