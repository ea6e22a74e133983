import Detection
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct QueueTests {
  private static let roles = ["possible_victim", "controller", "facilitator", "unknown"]
  private static let typologies = ["human-smuggling", "labor-trafficking", "sex-trafficking"]
  private static let names = ["Jo Doe", "Ana Ruiz Doe", "東京 Trading", nil, "O'Neil; DROP"]

  /// A queue in which everything occurs: closed and snoozed flags, several of one subject, some taken, some proposed.
  private static func fill(_ room: ReviewRoom, _ random: inout SeededGenerator) throws {
    var entries: [OutboxEntry] = []
    for number in 1...60 {
      var flag = Fixture.flag(
        number, score: Int.random(in: 0...5, using: &random) * 10, role: roles.randomElement(using: &random)!,
        name: names.randomElement(using: &random)!)
      flag.typology = typologies.randomElement(using: &random)!
      flag.subject = Fixture.id(1000 + Int.random(in: 0...30, using: &random))
      flag.lastDay = ["2026-03-06", "2026-03-09"].randomElement(using: &random)!
      entries.append(.flag(flag, run: "r1"))
    }
    try room.deliver(entries)
    let maria = try room.person("maria")
    for number in 1...60 {
      let id = Fixture.id(number)
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        try maria.openFlag(id, via: "test")
        _ = try decide(maria, number, "cleared")
      case 1: _ = try decide(maria, number, "in_review")
      case 2: try maria.assign(id, to: room.role(of: "maria"))
      case 3:
        let head = try #require(try maria.flagHead(id))
        try maria.snooze(subject: head.subjectKey, typology: head.typology, until: soon(maria), reason: "x")
      default: break
      }
    }
  }

  private static func soon(_ connection: borrowing Connection) throws -> String {
    try connection.value("SELECT manumit.today() + 20")
  }

  @discardableResult
  static func decide(_ connection: borrowing Connection, _ flag: Int, _ status: String) throws
    -> Connection.DecisionOutcome
  {
    let digest = try #require(try connection.flagHead(Fixture.id(flag))).evidenceDigest
    return try connection.decide(
      Fixture.id(flag), to: status, reasonCode: "explained", reason: "x", evidenceDigest: digest)
  }

  /// Reads all flags one by one and does by hand what the statements do.
  private static func expected(_ filter: QueueFilter, _ all: [QueueEntry], me: String) -> [QueueEntry] {
    let open: Set = ["new", "reopened", "in_review", "escalated", "report_drafted"]
    let chosen = all.filter { flag in
      let words = "\(flag.who) \(flag.subjectIdentifier)".lowercased()
        .split { !$0.isLetter && !$0.isNumber }
      let wanted = (filter.text ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }
      return
        (filter.text == nil
        || !wanted.isEmpty && wanted.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
        || filter.text!.count >= 6 && flag.id.hasPrefix(filter.text!))
        && (filter.typology ?? flag.typology) == flag.typology
        && (filter.role ?? flag.roleCode) == flag.roleCode
        && (filter.status.map { $0 == flag.status } ?? open.contains(flag.status))
        && (filter.indicator.map { flag.indicators.contains($0) } ?? true)
        && (filter.includesSnoozed || flag.snoozedUntil == nil)
        && flag.score >= filter.minimumScore ?? .min
        && (filter.assignee == nil
          || (filter.assignee == .nobody ? flag.assignee == nil : flag.assignee == me))
    }
    let sorted = chosen.sorted { precedes($0, $1) }
    switch filter.order {
    case .reading: return sorted
    case .budget:
      var seen: Set<String> = []
      let firsts = sorted.filter { seen.insert($0.subjectKey).inserted }
      return firsts + sorted.filter { flag in !firsts.contains { $0.id == flag.id } }
    default: return chosen
    }
  }

  private static func precedes(_ one: QueueEntry, _ other: QueueEntry) -> Bool {
    if one.score != other.score { return one.score > other.score }
    if one.activeTo != other.activeTo { return one.activeTo > other.activeTo }
    return one.id < other.id
  }

  private static func filter(_ random: inout SeededGenerator, me: String) -> QueueFilter {
    func sometimes<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value? {
      Int.random(in: 0..<3, using: &random) == 0 ? values.randomElement(using: &random) : nil
    }
    var filter = QueueFilter()
    filter.text = sometimes(
      ["doe", "Ana d", "東京", "cust 12", "000000", "o'neil", "nobody & x", "%"], &random)
    filter.typology = sometimes(typologies, &random)
    filter.role = sometimes(roles, &random)
    filter.status = sometimes(["new", "in_review", "cleared"], &random)
    filter.indicator = sometimes(["SMUG-REMOTE-CASH", "NONE"], &random)
    filter.assignee = sometimes([.me, .nobody, .person(me)], &random)
    filter.minimumScore = sometimes([20, 40], &random)
    filter.includesSnoozed = Bool.random(using: &random)
    filter.order = QueueFilter.Order.allCases.randomElement(using: &random)!
    filter.pageSize = Int.random(in: 1...20, using: &random)
    return filter
  }

  @Test func everyFilterShowsWhatItSays() throws {
    var random = SeededGenerator(seed: 61)
    try ReviewRoom.with([]) { room in
      try Self.fill(room, &random)
      let maria = try room.person("maria")
      var everything: [QueueEntry] = []
      for status in ["new", "in_review", "cleared"] {
        var filter = QueueFilter()
        filter.status = status
        filter.includesSnoozed = true
        filter.pageSize = 100
        everything += try maria.queue(filter).entries
      }
      #expect(everything.count == 60)
      #expect(everything.contains { $0.snoozedUntil != nil } && everything.contains { $0.isMine })
      let me = room.role(of: "maria")
      for round in 0..<120 {
        var filter = Self.filter(&random, me: me)
        let expected = Self.expected(filter, everything, me: me)
        var read: [QueueEntry] = []
        repeat {
          let page = try maria.queue(filter)
          #expect(
            page.total == expected.count && !page.isTotalPartial, "round \(round) of seed 61: \(filter)")
          read += page.entries
          filter.page += 1
          if !page.hasNext { break }
        } while filter.page < 70
        if filter.order == .reading || filter.order == .budget {
          #expect(read.map(\.id) == expected.map(\.id), "round \(round) of seed 61: \(filter)")
        } else {
          #expect(
            Set(read) == Set(expected) && read.count == expected.count, "round \(round) of seed 61: \(filter)"
          )
        }
      }
    }
  }

  @Test func countsSayWhatTheQueueShows() throws {
    var random = SeededGenerator(seed: 62)
    try ReviewRoom.with([]) { room in
      try room.set("four_eyes", to: "escalated")
      try Self.fill(room, &random)
      let maria = try room.person("maria")
      let ben = try room.person("ben")
      let proposed = try #require(try ben.queue(QueueFilter()).entries.first { $0.status == "new" }).id
      try ben.openFlag(proposed, via: "test")
      let digest = try #require(try ben.flagHead(proposed)).evidenceDigest
      #expect(
        try ben.decide(
          proposed, to: "escalated", reasonCode: "other", reason: "x", evidenceDigest: digest
        ).isProposal)
      let old = try #require(try ben.queue(QueueFilter()).entries.last).id
      _ = try room.owner().query(
        "UPDATE manumit.flagged SET first_flagged_at = now() - interval '31 days' WHERE id = $1", [old],
        doing: "testing")
      var filter = QueueFilter()
      filter.includesSnoozed = true
      filter.pageSize = 100
      let all = try maria.queue(filter).entries
      let counts = try maria.queueCounts()
      #expect(counts.open == all.count && counts.mine == all.filter(\.isMine).count)
      #expect(counts.byStatus == Dictionary(grouping: all, by: \.status).mapValues(\.count))
      #expect(counts.byTypology == Dictionary(grouping: all, by: \.typology).mapValues(\.count))
      #expect(counts.byRole == Dictionary(grouping: all, by: \.roleCode).mapValues(\.count))
      #expect(counts.unassigned == all.filter { $0.assignee == nil }.count)
      #expect(counts.snoozed == all.filter { $0.snoozedUntil != nil }.count && counts.snoozed > 0)
      #expect(counts.pending == 1 && counts.pendingForMe == 1 && counts.overdue == 1)
      #expect(try ben.queueCounts().pendingForMe == 0, "nobody agrees to what they proposed")
      filter.isPending = true
      #expect(try maria.queue(filter).entries.map(\.id) == [proposed])
      filter.isPending = false
      filter.order = .oldest
      #expect(try maria.queue(filter).entries.first?.id == old)
      #expect(all.first { $0.id == old }?.ageDays == 31)
    }
  }

  @Test func anotherUnitsFlagsAreNotThere() throws {
    try ReviewRoom.with([]) { room in
      try room.owner().execute(
        """
        INSERT INTO manumit.unit VALUES ('labor', 'x');
        INSERT INTO manumit.unit_rule VALUES ('labor-trafficking', NULL, 'labor');
        """, doing: "testing")
      var other = Fixture.flag(2, name: "Ana Roe")
      other.typology = "labor-trafficking"
      try room.deliver([.flag(Fixture.flag(1), run: "r1"), .flag(other, run: "r1")])
      let maria = try room.person("maria")
      let ben = try room.person("ben")
      _ = try room.owner().query(
        "INSERT INTO manumit.unit_member VALUES ('labor', $1)", [room.role(of: "ben")], doing: "testing")
      #expect(try maria.queue(QueueFilter()).entries.map(\.id) == [Fixture.id(1)])
      #expect(try ben.queue(QueueFilter()).entries.map(\.unit) == [nil, "labor"])
      #expect(try maria.queueCounts().open == 1 && ben.queueCounts().open == 2)
      var filter = QueueFilter()
      filter.text = "ana"
      #expect(try maria.queue(filter).entries.isEmpty && ben.queue(filter).total == 1)
      #expect(ReviewError.code { _ = try maria.flagFile(Fixture.id(2), via: "test") } == .notOpened)
      #expect(ReviewError.code { try maria.note(Fixture.id(2), text: "x") } == .notOpened)
      #expect(ReviewError.code { _ = try maria.subjectFile(other.subject, via: "test") } == .notOpened)
      #expect(try ben.flagFile(Fixture.id(2), via: "test").evidence.count == 3)
      filter.text = nil
      filter.unit = "labor"
      #expect(try ben.queue(filter).entries.map(\.id) == [Fixture.id(2)])
    }
  }
}
