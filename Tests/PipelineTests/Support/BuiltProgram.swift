import Foundation
import Testing

/// The `manumit` program as built beside the tests.
enum BuiltProgram {
  /// The program lies in the folder of the test bundle; nil where only the tests were built.
  static let path: String? = {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidate = bundle.appending(path: "manumit").path
    return FileManager.default.isExecutableFile(atPath: candidate) ? candidate : nil
  }()

  static let skipped = "needs the program beside the tests: swift build --build-tests makes it"

  /// Starts the program; its output goes nowhere.
  static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/nonexistent")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Nothing that a test runs takes this long, on whatever machine: what does hangs.
  private static let secondsToHang = 180.0

  /// Runs the program to its end; returns its exit status and what it printed. `whileRunning` is called once it runs.
  static func run(
    _ arguments: [String], of program: String? = path, environment: [String: String] = [:],
    input: FileHandle = .nullDevice, whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: program ?? "/nonexistent")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    let errors = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = input
    try process.run()
    let watch = DispatchWorkItem {
      Issue.record("hangs: \(arguments)")
      kill(process.processIdentifier, SIGKILL)
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + secondsToHang, execute: watch)
    defer { watch.cancel() }
    try whileRunning(process)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let complaints = (try? Data(contentsOf: errors)) ?? Data()
    let said = (
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self)
    )
    if program == path { Planted.expectNoNames(arguments, said.output, said.errors) }
    return said
  }
}
