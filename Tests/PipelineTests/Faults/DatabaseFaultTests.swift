import Foundation
import TestSupport
import Testing

/// A server that is killed, cut off or full while a night is delivered: status 69, the night is kept and waits, and
/// delivered later it ends as if nothing had happened, in every table.
@Suite(
  .serialized,
  .enabled(if: FaultSeam.isAvailable && ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct DatabaseFaultTests {
  private static let sends = Fault(calls: "send", path: "*")
  private static let receipts = Fault(calls: "recv", path: "socket:*")
  /// Rows of a COPY on their way (message type d of the protocol).
  private static let rows = Fault(calls: "send", path: "d*")

  @Test(.timeLimit(.minutes(60))) func nothingIsLostOnTheWay() throws {
    let world = try FaultWorld(seed: SoakSettings.seed ?? 355, withDatabase: true)
    try breakConnection(world)
    try endSession(world)
    try fillServer(world)
  }

  private func breakConnection(_ world: FaultWorld) throws {
    var struck = 0
    for (base, errors) in [(Self.sends, ["ECONNRESET", "EPIPE"]), (Self.receipts, ["ETIMEDOUT", "end"])] {
      for (number, instant) in try world.instants(SoakSettings.faults ?? 1, of: base, night: 1).enumerated() {
        let bank = try world.bank(before: 1)
        let fault = base.at(instant, goesOn: true, errors[number % 2])
        struck += try requireWaiting(try bank.run(1, fault), bank, world, fault)
        // It breaks again while it is delivered.
        if number % 3 == 2 {
          let again = base.at(1 + world.random.below(instant), goesOn: true, errors[number % 2])
          struck += try FaultSeam.run(publish(bank), again, environment: bank.environment).struck > 0 ? 1 : 0
        }
        try deliver(bank, world, fault)
      }
    }
    SoakSettings.report(
      "the connection broke \(struck) times, seed \(world.seed): nothing lost, nothing twice")
  }

  private func endSession(_ world: FaultWorld) throws {
    var struck = 0
    for instant in try world.instants(SoakSettings.faults ?? 1, of: Self.sends, night: 1) {
      let bank = try world.bank(before: 1)
      let database = try #require(bank.database)
      let fault = Self.sends.at(instant, "\(SIGSTOP)")
      let ending = try bank.run(1, fault) { process in
        try process.waitUntilStopped()
        _ = try database.query(
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '\(database.name)' AND pid <> pg_backend_pid()"
        )
        kill(process.processIdentifier, SIGCONT)
      }
      struck += try requireWaiting(ending, bank, world, fault)
      try deliver(bank, world, fault)
    }
    SoakSettings.report(
      "the server ended \(struck) sessions, seed \(world.seed): nothing lost, nothing twice")
  }

  /// Immediate shutdowns of a server of its own, in the midst of what is counted here.
  @Test(.timeLimit(.minutes(60))) func aKilledServerLosesNothing() throws {
    let server = try OwnServer()
    let world = try FaultWorld(
      seed: SoakSettings.seed ?? 353, withDatabase: true, on: server.environment)
    var kills = 0
    for (number, base) in [Self.rows, Self.sends].enumerated() {
      let wanted = SoakSettings.faults.map { max($0 / 4, 1) } ?? (number == 0 ? 1 : 0)
      for instant in try world.instants(wanted, of: base, night: 1) {
        let bank = try world.bank(before: 1)
        let fault = base.at(instant, "\(SIGSTOP)")
        let ending = try bank.run(1, fault) { process in
          try process.waitUntilStopped()
          try server.kill()
          kill(process.processIdentifier, SIGCONT)
        }
        try server.start()
        kills += try requireWaiting(ending, bank, world, fault)
        try deliver(bank, world, fault)
      }
    }
    // In the midst of a statement that changes tables: another session holds what it needs.
    for table in SoakSettings.faults == nil
      ? ["finding"] : ["flagged", "finding", "evidence", "run", "rejection"]
    {
      let bank = try world.bank(before: 1)
      let database = try #require(bank.database)
      let fault = Fault(calls: "send", path: "-")
      let holder = try database.holdLock(on: table)
      let ending = try bank.run(1, fault) { _ in
        let waits =
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '\(database.name)'"
        while try database.query(waits).hasPrefix("0") { usleep(20_000) }
        try server.kill()
      }
      holder.waitUntilExit()
      try server.start()
      kills += try requireWaiting(ending, bank, world, fault)
      try deliver(bank, world, fault)
    }
    SoakSettings.report(
      "the server was killed \(kills) times, seed \(world.seed): nothing lost, nothing twice")
  }

  private func fillServer(_ world: FaultWorld) throws {
    let tables = ["finding", "flagged", "evidence", "run", "rejection"]
    for table in SoakSettings.faults == nil ? Array(tables.prefix(1)) : tables {
      let bank = try world.bank(before: 1)
      let database = try #require(bank.database)
      _ = try database.query(
        """
        CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = '53100';
        END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON manumit.\(table) FOR EACH ROW EXECUTE FUNCTION public.full_disk()
        """)
      let fault = Fault(calls: "send", path: "-")
      let ending = try bank.run(1, fault)
      #expect(ending.errors.contains("No space left on device (SQLSTATE 53100)"), "\(ending.errors)")
      #expect(ending.errors.contains("Give the server room"), "\(ending.errors)")
      _ = try requireWaiting(ending, bank, world, fault)
      _ = try database.query("DROP FUNCTION public.full_disk() CASCADE")
      try deliver(bank, world, fault)
    }
  }

  /// The night is kept, and either waits as a whole or was delivered as a whole; 1 where it was disturbed.
  private func requireWaiting(
    _ ending: FaultSeam.Ending, _ bank: Bank, _ world: FaultWorld, _ fault: Fault
  ) throws -> Int {
    let words = "seed \(world.seed), \(fault): \(ending.status) \(ending.errors)"
    #expect(try world.keptWhole(bank, night: 1, after: fault), "\(words)")
    let tables = try bank.contents().tables
    #expect(
      [world.contents[1].tables, world.contents[2].tables].contains(tables), "half delivered: \(words)")
    guard ending.status != 0 else {
      // What came after the last word to the server.
      #expect(tables == world.contents[2].tables, "\(words)")
      return 0
    }
    #expect(ending.status == 69, "\(words)")
    #expect(ending.output.contains("waiting for `manumit publish` or the next run"), "\(ending.output)")
    #expect(ending.errors.lowercased().contains("try again") || ending.errors.contains("waits"), "\(words)")
    return 1
  }

  private func publish(_ bank: Bank) -> [String] { ["publish", "--state", bank.state.statePath] }

  /// What waits is delivered; then the night is repeated.
  private func deliver(_ bank: Bank, _ world: FaultWorld, _ fault: Fault) throws {
    let published = try BuiltProgram.run(publish(bank), environment: bank.environment)
    #expect(published.status == 0, "seed \(world.seed), \(fault): \(published.errors)")
    try world.requireEqual(bank, night: 1, after: fault)
    #expect(try bank.contents().outbox.isEmpty)
    try world.requireRecovery(bank, night: 1, after: fault)
  }
}
