import Foundation
import TestSupport
import Testing

/// Standard streams that are full, closed or not listened to: the night is kept and delivered, and the status says that
/// something of it was not heard.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct StreamTests {
  @Test(.timeLimit(.minutes(10))) func whatIsNotHeardIsSaid() throws {
    let world = try FaultWorld(seed: 341)
    try refuseOutput(world)
    try closeStreams(world)
    if FaultSeam.isAvailable { try cutCatalogue(world) }
  }

  private func refuseOutput(_ world: FaultWorld) throws {
    for (redirection, reason) in [
      (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"), ("| true", "Broken pipe"),
    ] {
      let bank = try world.bank(before: 1)
      let (status, errors) = try shell(bank, redirection)
      #expect(status == 74, "\(redirection): \(errors)")
      #expect(errors.contains("could be written to standard output: \(reason)"), "\(redirection): \(errors)")
      #expect(errors.contains("A run that was made is kept all the same"), "\(redirection): \(errors)")
      #expect(try bank.contents() == world.contents[2], "\(redirection)")
    }
    let lists = try shell(world.banks[2], ">/dev/full", ["flags", "--state", world.banks[2].state.statePath])
    #expect(lists.status == 74, "\(lists.errors)")
  }

  /// The next file that a program opens gets the number of a stream that is closed: what is printed must not go there.
  private func closeStreams(_ world: FaultWorld) throws {
    let bank = try world.bank(before: 1)
    #expect(try shell(bank, ">/dev/null <&- 2>&-").status == 0)
    #expect(try bank.contents() == world.contents[2])
    let empty = try world.bank(before: 1)
    let (status, errors) = try shell(empty, ">/dev/null <&-", empty.arguments(1, file: "-"))
    #expect(status == 65 && errors.contains("-: Reading failed: Bad file descriptor"), "\(errors)")
    #expect(try empty.contents() == world.contents[1])
  }

  /// A catalogue cut short under a running program: no call can say so, but there must be words.
  private func cutCatalogue(_ world: FaultWorld) throws {
    let bank = try world.bank(before: 1)
    let pause = Fault(calls: "pread", path: "*/segments/*").at(1, "\(SIGSTOP)")
    let catalogue = bank.state.statePath + "/catalogue/data.mdb"
    let ending = try bank.run(1, pause) { process in
      try process.waitUntilStopped()
      #expect(truncate(catalogue, 0) == 0)
      kill(process.processIdentifier, SIGCONT)
    }
    #expect(ending.status == 74, "\(ending.errors)")
    #expect(ending.errors.contains("The catalogue of the state could not be read"), "\(ending.errors)")
  }

  /// Runs a night, or another command, in a shell, with its streams redirected; `status` is that of the program.
  private func shell(_ bank: Bank, _ redirection: String, _ arguments: [String]? = nil) throws -> (
    status: Int32, errors: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments =
      ["-c", "\"$0\" \"$@\" \(redirection); exit ${PIPESTATUS[0]}", BuiltProgram.path ?? ""]
      + (arguments ?? bank.arguments(1))
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}

extension Process {
  /// Waits until a fault has stopped it (SIGSTOP), as `/proc` says.
  func waitUntilStopped() throws {
    for _ in 0..<6_000 {
      let status = (try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8)) ?? ""
      if status.contains(") T ") { return }
      usleep(10_000)
    }
    Issue.record("it was not stopped within a minute")
  }
}
