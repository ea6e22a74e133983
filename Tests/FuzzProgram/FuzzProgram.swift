import Foundation
import Fuzzing

/// The program that libFuzzer drives, one decoder a process; only `Scripts/soak --fuzz` builds it (Package.swift).
///
/// Arguments are libFuzzer's. `MANUMIT_FUZZ_TARGET` says which decoder; into the folder `MANUMIT_FUZZ_FOLDER` the inputs
/// to begin with (`seeds`) and words to put in (`words`) are written before it starts.
@main struct FuzzProgram {
  private static let target = FuzzTarget(
    rawValue: ProcessInfo.processInfo.environment["MANUMIT_FUZZ_TARGET"] ?? "")

  static func main() throws {
    guard let target else {
      fatalError(
        "MANUMIT_FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    if let folder = ProcessInfo.processInfo.environment["MANUMIT_FUZZ_FOLDER"] {
      try write(target, to: folder)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments) { start, count in FuzzProgram.tryInput(start, count) })
  }

  private static func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    do throws(BrokenPromise) {
      try target?.run(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      fatalError("\(error)")
    }
    return 0
  }

  private static func write(_ target: FuzzTarget, to folder: String) throws {
    let seeds = URL(filePath: folder).appending(path: "seeds")
    try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
    for (number, bytes) in target.seeds.enumerated() {
      try Data(bytes).write(to: seeds.appending(path: "seed-\(number)"))
    }
    let words = target.tokens.map { bytes in
      "\"" + bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\"\n"
    }
    try words.joined().write(toFile: folder + "/words", atomically: false, encoding: .utf8)
  }
}

/// libFuzzer as a library: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
