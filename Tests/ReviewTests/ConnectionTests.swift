import Detection
import History
import Testing

@testable import Review

struct UnreachableTests {
  @Test func noServerIsUnreachable() throws {
    let settings = try ConnectionSettings("host=/nonexistent dbname=x user=x")
    let error = #expect(throws: ReviewError.self) { _ = try Connection(settings).queue(limit: 1) }
    #expect(error?.code == .unreachable)
    #expect(error?.description.contains("Nothing is lost") == true)
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ConnectionTests {
  @Test func aServerThatSaysNoIsNotUnreachable() throws {
    let settings = try ConnectionSettings("dbname=manumit_no_such_database")
    let error = #expect(throws: ReviewError.self) { _ = try Connection(settings).queue(limit: 1) }
    #expect(error?.code == .signInRefused)
    #expect(error?.reason.contains("manumit_no_such_database") == true)
  }

  @Test func aDatabaseWithoutTablesSaysWhatToDo() throws {
    try TestDatabase.withFresh(migrated: false) { name in
      let connection = try TestDatabase.connect(name)
      let publish = #expect(throws: ReviewError.self) {
        try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      }
      let read = #expect(throws: ReviewError.self) { try connection.queue(limit: 1) }
      for error in [publish, read] {
        #expect(error?.code == .notMigrated)
        #expect(error?.sqlState == "42P01" || error?.sqlState == "3F000")
        #expect(error?.advice == "Run: manumit database migrate")
      }
    }
  }

  @Test func valuesTheServerQuotesDoNotReachTheError() throws {
    let connection = try Connection()
    let error = #expect(throws: ReviewError.self) {
      try connection.query("SELECT $1::integer", ["Maria Smith"], doing: "testing").rowCount
    }
    #expect(error?.sqlState == "22P02")
    #expect(error?.description.contains("Maria") == false)
  }

  @Test func aConnectionSaysWhereItLeads() throws {
    try TestDatabase.withFresh(migrated: false) { name in
      let address = try TestDatabase.connect(name).address
      #expect(address.hasPrefix("\(name) on "))
      #expect(address.contains(" as "))
    }
  }

  @Test func parametersAreNeverRead() throws {
    let connection = try Connection()
    let text = "'; SELECT 'x"
    #expect(try connection.value("SELECT $1", [text]) == text)
    #expect(try connection.value("SELECT $1::text", [nil]) == "∅")
    #expect(try connection.value("SELECT $1", ["a\0b"]) == "a\u{FFFD}b")
  }

  @Test(arguments: 0..<8) func hostileTextsArriveAsTheyWere(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let texts = (0..<60).map { _ in HostileText.make(&generator) }
    var rows = CopyRows()
    for (index, text) in texts.enumerated() {
      var fields = JSONText()
      fields.object { json in
        json.key(text)
        json.string(text)
      }
      rows.integer(index)
      rows.text(text)
      rows.array([text, text])
      rows.json(fields)
      rows.bytea(Array(text.utf8))
      rows.endRow()
    }
    let connection = try Connection()
    try connection.execute(
      "CREATE TEMPORARY TABLE hostile (n int, t text, a text[], j jsonb, b bytea)", doing: "testing")
    try connection.copy("COPY pg_temp.hostile FROM STDIN", rows, doing: "testing")
    let read = try connection.rows(
      "SELECT t, a[1], a[2], j ->> t, convert_from(b, 'UTF8'), cardinality(a) FROM pg_temp.hostile ORDER BY n",
      columns: 6)
    try #require(read.count == texts.count, "seed \(seed)")
    for (row, text) in zip(read, texts) {
      let bytes = row.prefix(5).map { Array($0.utf8) }
      #expect(bytes == Array(repeating: Array(text.utf8), count: 5), "seed \(seed)")
      #expect(row[5] == "2")
    }
  }

  @Test func aConnectionCutInTheMiddleIsUnreachableAndLeavesNothing() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      // The server ends the session at the last step of publishing, when nearly everything is written.
      try connection.execute(
        """
        CREATE FUNCTION public.cut() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid()); RETURN NEW; END $$;
        CREATE TRIGGER cut BEFORE INSERT ON manumit.flag_event FOR EACH ROW EXECUTE FUNCTION public.cut()
        """, doing: "testing")
      let entries: [OutboxEntry] = [.flag(Fixture.flag(), run: "r1")]
      let error = #expect(throws: ReviewError.self) { try Publisher.publish(entries, on: connection) }
      #expect(error?.code == .unreachable)
      let after = #expect(throws: ReviewError.self) { try connection.queue(limit: 1) }
      #expect(after?.code == .unreachable, "the connection stays unusable and says so")

      let second = try TestDatabase.connect(name)
      #expect(try second.value("SELECT count(*) FROM manumit.flagged") == "0")
      try second.execute("DROP TRIGGER cut ON manumit.flag_event", doing: "testing")
      #expect(try Publisher.publish(entries, on: second).flagsCreated == 1)
    }
  }
}
