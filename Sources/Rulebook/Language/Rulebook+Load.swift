import Foundation
import Ledger

extension Rulebook {
  /// The folder of the rules that come with the program.
  public static var shippedDirectory: String { Bundle.module.bundlePath + "/Shipped" }

  /// The rules that come with the program.
  ///
  /// - Throws: everything wrong with an override; the shipped files themselves are tested.
  public static func shipped(overrides: [String: String] = [:]) throws(RulebookErrors) -> Rulebook {
    if overrides.isEmpty { return try plain.get() }
    return try readShipped(overrides: overrides)
  }

  /// Read once a process: its files do not change while the program runs.
  private static let plain = Result { () throws(RulebookErrors) in try readShipped(overrides: [:]) }

  private static func readShipped(overrides: [String: String]) throws(RulebookErrors) -> Rulebook {
    let log = ErrorLog()
    let files = RulebookFile.all(in: shippedDirectory, shownAs: "Shipped", layer: 0, log: log)
    return try load(files: files, overrides: overrides, log: log)
  }

  /// Reads and checks every rule below the folders.
  ///
  /// Reference data (lists, lexicons, thresholds) of a later folder replaces that of an earlier one by name;
  /// an indicator, mitigation or typology may exist only once.
  ///
  /// - Parameter overrides: parameters by rule and name: `["SMUG-REMOTE-CASH.window": "21 days"]`.
  /// - Throws: everything that is wrong, at once.
  public static func load(directories: [String], overrides: [String: String] = [:]) throws(RulebookErrors)
    -> Rulebook
  {
    let log = ErrorLog()
    let files = directories.enumerated().flatMap { layer, directory in
      let isShipped = directory == shippedDirectory
      return RulebookFile.all(
        in: directory, shownAs: isShipped ? "Shipped" : directory, layer: layer, log: log)
    }
    return try load(files: files, overrides: overrides, log: log)
  }

  /// Reads and checks rules that are already in memory.
  public static func load(files: [RulebookFile], overrides: [String: String] = [:]) throws(RulebookErrors)
    -> Rulebook
  {
    try load(files: files, overrides: overrides, log: ErrorLog())
  }

  private static func load(files: [RulebookFile], overrides: [String: String], log: ErrorLog)
    throws(RulebookErrors) -> Rulebook
  {
    let reader = RulebookReader(files: files, overrides: overrides, log: log)
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
