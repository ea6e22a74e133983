import Foundation
import Ledger

extension Rulebook {
  /// The folder of the rules that come with the program.
  public static var shippedDirectory: String { Bundle.module.bundlePath + "/Shipped" }

  /// The rules that come with the program.
  ///
  /// - Parameter examples: whether the rules' examples are read too: a third of the work, and only those who run
  ///   them need it.
  public static func shipped(overrides: [String: String] = [:], examples: Bool = true) throws(RulebookErrors)
    -> Rulebook
  {
    if overrides.isEmpty, examples { return try plain.get() }
    return try readShipped(overrides: overrides, examples: examples)
  }

  /// Read once a process: its files do not change while the program runs.
  private static let plain = Result { () throws(RulebookErrors) in
    try readShipped(overrides: [:], examples: true)
  }

  private static func readShipped(overrides: [String: String], examples: Bool) throws(RulebookErrors)
    -> Rulebook
  {
    let log = ErrorLog()
    let files = RulebookFile.all(in: shippedDirectory, shownAs: "Shipped", layer: 0, log: log)
    return try load(files: files, overrides: overrides, examples: examples, log: log)
  }

  /// Reads and checks every rule below the folders.
  ///
  /// Reference data (lists, lexicons, thresholds) of a later folder replaces that of an earlier one by name;
  /// an indicator, mitigation or typology may exist only once.
  ///
  /// - Parameter overrides: parameters by rule and name: `["SMUG-REMOTE-CASH.window": "21 days"]`.
  /// - Throws: everything that is wrong, at once.
  public static func load(directories: [String], overrides: [String: String] = [:], examples: Bool = true)
    throws(RulebookErrors) -> Rulebook
  {
    let log = ErrorLog()
    let folders = directories.enumerated().map { layer, directory in
      let isShipped = directory == shippedDirectory
      return RulebookFile.all(
        in: directory, shownAs: isShipped ? "Shipped" : directory, layer: layer, log: log)
    }
    try checkRepeated(directories, folders)
    let files = folders.flatMap(\.self)
    return try load(files: files, overrides: overrides, examples: examples, log: log)
  }

  /// So many rules somebody may have copied to change them, and is told of each.
  private static let maximumCopies = 3

  /// A folder given twice would say of each of its rules that it is defined twice.
  private static func checkRepeated(_ directories: [String], _ folders: [[RulebookFile]])
    throws(RulebookErrors)
  {
    // The same rules in the same words, wherever the folders lie: ours may be given by two of its places.
    let texts = folders.map { Set($0.map(\.text).filter { $0.contains("\nabout:") }) }
    for later in directories.indices {
      for earlier in 0..<later {
        let fewer = min(texts[earlier].count, texts[later].count)
        let shared = texts[earlier].intersection(texts[later]).count
        guard shared > maximumCopies, shared * 2 > fewer else { continue }
        throw RulebookErrors([
          RulebookError(
            code: .duplicate, file: directories[later], line: 1, column: 1,
            message: "the folder holds the same rules as `\(directories[earlier])`",
            hint: "give one of the two")
        ])
      }
    }
  }

  /// Reads and checks rules that are already in memory.
  public static func load(files: [RulebookFile], overrides: [String: String] = [:]) throws(RulebookErrors)
    -> Rulebook
  {
    try load(files: files, overrides: overrides, examples: true, log: ErrorLog())
  }

  private static func load(
    files: [RulebookFile], overrides: [String: String], examples: Bool, log: ErrorLog
  ) throws(RulebookErrors) -> Rulebook {
    let reader = RulebookReader(files: files, overrides: overrides, readsExamples: examples, log: log)
    guard let rulebook = reader.read() else { throw RulebookErrors(log.errors) }
    return rulebook
  }

  /// A hash of names, texts and overrides that does not depend on where the folder lies.
  static func hash(files: [RulebookFile], overrides: [String: String]) -> String {
    var state = StableHash.hash("rulebook")
    for file in files.sorted(by: { ($0.layer, $0.path) < ($1.layer, $1.path) }) {
      state = StableHash.hash(file.path, seed: state)
      state = StableHash.hash(file.text, seed: state)
    }
    for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
      state = StableHash.hash("\(name)=\(value)", seed: state)
    }
    return hexadecimal(state)
  }
}
