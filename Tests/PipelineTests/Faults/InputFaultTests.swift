import Foundation
import TestSupport
import Testing

/// A source that cannot be read to its end is not half a night: status 65, nothing kept, and the whole one afterwards
/// ends as if there had been no other.
@Suite(.serialized, .enabled(if: FaultSeam.isAvailable, "\(FaultSeam.skipped)"))
struct InputFaultTests {
  private static let instants = SoakSettings.faults ?? 1

  @Test(.timeLimit(.minutes(60))) func halfASourceIsNoNight() throws {
    let world = try FaultWorld(seed: SoakSettings.seed ?? 321)
    try failReads(world)
    try cutOff(world)
  }

  private func failReads(_ world: FaultWorld) throws {
    var struck = 0
    for form in ["csv", "gz", "pipe"] {
      let reads = Fault(calls: "read", path: form == "pipe" ? "pipe:*" : "*/export-1.csv*")
      let file = form == "pipe" ? "-" : try packed(world.files[1], form)
      func run(_ bank: Bank, _ fault: Fault) throws -> FaultSeam.Ending {
        let input = form == "pipe" ? try pipe(world.files[1]) : .nullDevice
        return try bank.run(1, fault, file: file, input: input)
      }
      // Fewer bytes than asked for are no fault.
      let untroubled = try world.bank(before: 1)
      let few = try run(untroubled, reads.at(1, goesOn: true, "short"))
      #expect(few.status == 0 && few.struck > 1, "\(few.errors)")
      var contents = try untroubled.contents()
      contents.outbox = world.contents[2].outbox  // its run names another file
      #expect(contents.differences(from: world.contents[2]).isEmpty, "seed \(world.seed), \(form)")

      let calls = try run(try world.bank(before: 1), reads).matched
      try #require(calls > 1, "the source is read by other calls than these")
      let bank = try world.bank(before: 1)
      for _ in 0..<Self.instants {
        let fault = reads.at(1 + world.random.below(calls), "EIO")
        let ending = try run(bank, fault)
        struck += ending.struck
        #expect(ending.status == 65, "seed \(world.seed), \(fault): \(ending.errors)")
        #expect(ending.errors.contains("\(file): Reading failed: Input/output error"), "\(ending.errors)")
        #expect(try bank.contents() == world.contents[1], "seed \(world.seed), \(fault): something is kept")
      }
      try world.requireRecovery(bank, night: 1, after: reads)
    }
    SoakSettings.report("reading a source failed \(struck) times, seed \(world.seed): nothing of it kept")
  }

  private func cutOff(_ world: FaultWorld) throws {
    let bank = try world.bank(before: 1)
    var cuts = 0
    for form in ["gz", "zst"] {
      let packed = try packed(world.files[1], form)
      let whole = try #require(FileManager.default.contents(atPath: packed))
      let cut = world.files[1] + ".cut.\(form)"
      let lengths =
        [0, 3, whole.count - 1] + (0..<Self.instants).map { _ in 4 + world.random.below(whole.count - 4) }
      for length in lengths {
        try whole.prefix(length).write(to: URL(filePath: cut))
        let ending = try bank.run(1, Fault(calls: "read", path: "-"), file: cut)
        let words = "seed \(world.seed), \(length) bytes of \(form): \(ending.errors)"
        #expect(ending.status == 65, "\(words)")
        #expect(ending.errors.contains(cut) && ending.errors.contains("fetch the file again"), "\(words)")
        cuts += 1
      }
    }
    cuts += try cutOffBeforeTrailer(world, bank)
    // A file that ends sooner than its size was, as if another program cut it short meanwhile.
    let fault = Fault(calls: "read", path: "*/export-1.csv").at(2, goesOn: true, "end")
    let ending = try bank.run(1, fault)
    #expect(ending.status == 65 && ending.errors.contains("It changed while it was read"), "\(ending.errors)")
    #expect(try bank.contents() == world.contents[1], "seed \(world.seed): something is kept")
    try world.requireRecovery(bank, night: 1, after: fault)
    SoakSettings.report("a source was cut off \(cuts) times, seed \(world.seed): nothing of it kept")
  }

  /// A file whose profile says that its last line counts the others, without some of them, or without that line.
  private func cutOffBeforeTrailer(_ world: FaultWorld, _ bank: Bank) throws -> Int {
    let lines = try String(contentsOfFile: world.files[1], encoding: .utf8).split(separator: "\n")
    let (cut, profile) = (world.files[1] + ".cut.csv", world.files[1] + ".profile.yaml")
    let whole = lines + ["TOTAL COUNT=\(lines.count - 1)"]
    func write(_ lines: [Substring]) throws {
      try (lines.joined(separator: "\n") + "\n").write(toFile: cut, atomically: false, encoding: .utf8)
    }
    try write(whole)
    let check = try BuiltProgram.run(["check", cut, "--write-profile", profile])
    #expect(check.status == 0, "\(check.errors)")
    var without = whole
    without.remove(at: 1 + world.random.below(lines.count - 1))
    for (rest, said) in [
      (without, "counts \(lines.count - 1) records, and \(lines.count - 2) were read"),
      (Array(lines.prefix(1 + world.random.below(lines.count))), "ends in a trailer, and there is none"),
    ] {
      try write(rest)
      let ending = try BuiltProgram.run(bank.arguments(1, file: cut) + ["--profile", profile])
      #expect(ending.status == 65, "seed \(world.seed): \(ending.errors)")
      #expect(ending.errors.contains(said) && ending.errors.contains("source-incomplete"), "\(ending.errors)")
    }
    try write(whole)
    let calm = try world.bank(before: 1)
    let complete = try BuiltProgram.run(calm.arguments(1, file: cut) + ["--profile", profile])
    #expect(complete.status == 0, "\(complete.errors)")
    return 2
  }

  /// The file, packed beside it.
  private func packed(_ file: String, _ form: String) throws -> String {
    guard form != "csv" else { return file }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = form == "gz" ? ["gzip", "-kf", file] : ["zstd", "-qkf", file]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return file + ".\(form)"
  }

  /// The file through a pipe, which another process fills.
  private func pipe(_ file: String) throws -> FileHandle {
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["cat", file]
    process.standardOutput = pipe
    try process.run()
    return pipe.fileHandleForReading
  }
}
