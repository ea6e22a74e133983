import Glibc

/// The version of everything under the state directory, in a file a person can read.
///
/// Written first when a state is made and looked at first when one is opened, so that a program never
/// touches files it does not understand.
enum StateFormat {
  /// Raised whenever an older program could misread what a newer one writes.
  ///
  /// 2: subjects may be withdrawn (`WithdrawnSlots`). A state of version 1 has none, and becomes one of version 2
  /// when it is opened. 3: every value of the catalogue has its seal (`Seal`); an older state gets them when it is
  /// opened. 4: postings may be taken back (`ReversedIdentities`); an older state has none that are.
  static let version = 4
  private static let prefix = "manumit-state "

  /// Checks the version of an existing state, or marks an empty directory as a new one.
  static func establish(in directory: StateDirectory) throws(HistoryError) {
    if StateDirectory.exists(directory.format) {
      guard try found(in: directory) < version else { return }
    } else {
      try refuseStrangers(in: directory)
    }
    try mark(directory)
  }

  /// Makes a directory a state of this version.
  static func mark(_ directory: StateDirectory) throws(HistoryError) {
    let temporary = directory.format + ".new"
    let file = try OpenFile(creating: temporary)
    try file.write(Array("\(prefix)\(version)\n".utf8))
    try file.synchronise()
    guard rename(temporary, directory.format) == 0 else {
      throw HistoryError.system("name a file", path: directory.format)
    }
    try StateDirectory.synchronise(directory.path)
  }

  /// Refuses a directory that holds other things than a state, before anything is put into it.
  static func refuseStrangers(in directory: StateDirectory) throws(HistoryError) {
    guard !StateDirectory.exists(directory.format) else { return }
    let strangers = try StateDirectory.names(in: directory.path).filter { $0 != "lock" && $0 != "format.new" }
    guard strangers.isEmpty else {
      throw HistoryError(
        .notAState, operation: "open the state", path: directory.path,
        reason: "the directory is not empty and is not a state",
        advice: "Give --state an empty directory, or one this program made.")
    }
  }

  /// The version of an existing state, one this program knows.
  private static func found(in directory: StateDirectory) throws(HistoryError) -> Int {
    let file = try OpenFile(reading: directory.format)
    let longest = 64
    let text = String(decoding: try file.read(count: min(longest, try file.size())), as: UTF8.self)
    guard text.hasPrefix(prefix), text.hasSuffix("\n"),
      let found = Int(text.dropFirst(prefix.count).dropLast()), found >= 1
    else {
      throw HistoryError.damaged(
        "open the state", path: directory.format, reason: "the file does not say which version the state has")
    }
    guard found <= version else {
      throw HistoryError(
        .newerFormat, operation: "open the state", path: directory.path,
        reason: "it has version \(found), and this program knows versions up to \(version)",
        advice: "Use the program that wrote it, or a newer one; nothing was changed.")
    }
    return found
  }
}
