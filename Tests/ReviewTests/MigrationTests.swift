import Foundation
import Testing

@testable import Review

struct MigrationListTests {
  @Test func theProgramHoldsEveryFileOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Schemas")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".sql") }.sorted()
    #expect(Migration.all.map(\.name) == names)
    for (index, migration) in Migration.all.enumerated() {
      #expect(migration.number == index + 1)
      let data = try Data(contentsOf: folder.appending(path: migration.name))
      #expect(migration.script == Array(data), "\(migration.name)")
    }
  }
}

struct ServerVersionTests {
  @Test func anOldServerIsRefusedByName() throws {
    let error = #expect(throws: ReviewError.self) { try Migrations.requireVersion(140_023) }
    #expect(error?.code == .serverTooOld)
    #expect(error?.reason.contains("14") == true)
    try Migrations.requireVersion(150_000)
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct MigrationTests {
  @Test func applyingTwiceAppliesOnce() throws {
    try TestDatabase.withFresh(migrated: false) { name in
      let connection = try TestDatabase.connect(name)
      #expect(try Migrations.status(on: connection).allSatisfy { $0.state == .pending })
      let pending = #expect(throws: ReviewError.self) { try Migrations.requireCurrent(on: connection) }
      #expect(pending?.code == .notMigrated)
      #expect(try Migrations.apply(on: connection).map(\.name) == Migration.all.map(\.name))
      #expect(try Migrations.apply(on: connection).isEmpty)
      #expect(
        try Migrations.status(on: connection).allSatisfy { $0.state == .applied && $0.appliedAt != nil })
      try Migrations.requireCurrent(on: connection)
    }
  }

  @Test func aChangedFileIsAnError() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      var changed = Migration.all
      changed[1] = Migration(
        number: 2, name: changed[1].name, script: changed[1].script + Array("-- later\n".utf8))
      let error = #expect(throws: ReviewError.self) {
        try Migrations.apply(changed, on: connection).map(\.name)
      }
      #expect(error?.code == .migrationChanged)
      #expect(error?.reason.contains("0002_runs.sql") == true)
    }
  }

  @Test func aNewerDatabaseIsAnError() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let older = Array(Migration.all.dropLast())
      #expect(try Migrations.status(of: older, on: connection).last?.state == .unknown)
      let error = #expect(throws: ReviewError.self) {
        try Migrations.apply(older, on: connection).map(\.name)
      }
      #expect(error?.code == .newerSchema)
    }
  }

  @Test func aFailingMigrationLeavesNothingAndThoseBeforeItStay() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let number = Migration.all.count + 1
      let script = "CREATE TABLE manumit.half (x int); SELECT 1 / 0;"
      let failing = Migration.all + [Migration(number: number, name: "bad.sql", script: Array(script.utf8))]
      let error = #expect(throws: ReviewError.self) {
        try Migrations.apply(failing, on: connection).map(\.name)
      }
      #expect(error?.sqlState == "22012")
      #expect(error?.place.contains("bad.sql") == true)
      #expect(try connection.value("SELECT to_regclass('manumit.half') IS NULL") == "t")
      #expect(try Migrations.status(of: failing, on: connection).last?.state == .pending)
    }
  }

  @Test func everythingIsExplainedInTheDatabaseItself() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let silent = try connection.rows(
        """
        SELECT c.relname || coalesce('.' || a.attname, '')
        FROM pg_class c
        CROSS JOIN LATERAL (
          SELECT 0 AS attnum, NULL::name AS attname
          UNION ALL
          SELECT attnum, attname FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        ) a
        LEFT JOIN pg_description d
          ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
        WHERE c.relnamespace = 'manumit'::regnamespace AND c.relkind IN ('r', 'v', 'm')
          AND coalesce(length(d.description), 0) < 5
        """)
      #expect(silent == [])
      let tables = try connection.value(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'manumit'::regnamespace AND relkind IN ('r', 'v')"
      )
      #expect(Int(tables) ?? 0 >= 18, "the query above must have something to look at")
    }
  }
}
