import Foundation

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

  /// Runs the program to its end; returns its exit status and what it printed.
  static func run(
    _ arguments: [String], of program: String? = path, environment: [String: String] = [:]
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
    process.standardInput = FileHandle.nullDevice
    try process.run()
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
