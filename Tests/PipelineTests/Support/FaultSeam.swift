import Foundation

/// A fault of the machine, for one run of the program: which of its system calls fails, and how.
struct Fault: CustomStringConvertible {
  /// Names between bars, as `Tests/Faults/faults.c` knows them.
  var calls: String
  /// A pattern for paths.
  var path: String
  /// `3` the third such call, `3+` it and all after it, `0` none.
  var when = "0"
  /// `ENOSPC`, `short`, `end`, or the number of a signal.
  var what = "EIO"

  var description: String { "\(calls) \(path) \(when) \(what)" }

  /// The same, struck at the `number`th call.
  func at(_ number: Int, goesOn: Bool = false, _ what: String) -> Fault {
    Fault(calls: calls, path: path, when: "\(number)" + (goesOn ? "+" : ""), what: what)
  }
}

/// The one seam through which tests disturb the program: a library loaded before all others, which stands between it
/// and the system. The program itself knows nothing of it.
enum FaultSeam {
  static let skipped = "needs the program beside the tests, and a C compiler for Tests/Faults/faults.c"
  static let isAvailable = BuiltProgram.path != nil && library != nil

  /// Compiled beside the tests, once a run of them.
  static let library: String? = {
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Faults/faults.c").path
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let target = folder.appending(path: "faults.so").path
    let draft = target + "-\(UUID().uuidString)"
    for compiler in ["cc", "clang"] {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", draft, source, "-ldl",
      ]
      guard (try? process.run()) != nil else { continue }
      process.waitUntilExit()
      if process.terminationStatus == 0, rename(draft, target) == 0 { return target }
    }
    return nil
  }()

  /// How a disturbed run ended.
  struct Ending {
    var status: Int32
    var output: String
    var errors: String
    /// Calls that the fault was meant for, and how many of them it struck.
    var matched: Int
    var struck: Int
  }

  /// Runs the program with a fault.
  static func run(
    _ arguments: [String], _ fault: Fault, environment: [String: String] = [:],
    input: FileHandle = .nullDevice, whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Ending {
    let tally = NSTemporaryDirectory() + "manumit-tally-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: tally) }
    let seam = [
      "LD_PRELOAD": library ?? "", "MANUMIT_FAULT": fault.description, "MANUMIT_FAULT_TALLY": tally,
    ]
    let end = try BuiltProgram.run(
      arguments, environment: environment.merging(seam) { $1 }, input: input, whileRunning: whileRunning)
    let bytes = FileManager.default.contents(atPath: tally) ?? Data()
    let counts = stride(from: 0, to: bytes.count, by: 8).map { offset in
      bytes[offset..<(offset + 8)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    return Ending(
      status: end.status, output: end.output, errors: end.errors, matched: counts.first ?? 0,
      struck: counts.last ?? 0)
  }
}
