import ArgumentParser
import Foundation
import Review

/// What every command of `manumit review` takes.
struct ReviewOptions: ParsableArguments {
  @ArgumentParser.Flag(help: "Print one JSON object; its keys stay as they are.")
  var json = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  var console: Console { log.console }

  func connect() throws -> Connection { try Connection(try database.settings()) }

  /// Prints a value of the reviewers' room as JSON: keys in the order of the alphabet, in words of small letters.
  func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    console.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

/// A flag by the beginning of its id.
struct FlagArgument: ParsableArguments {
  @Argument(help: "The beginning of a flag's id, six characters or more.")
  var flag: String

  /// The id of the one flag that is meant.
  func id(on connection: borrowing Connection) throws -> String {
    try Self.id(beginningWith: flag, on: connection)
  }

  static func id(beginningWith prefix: String, on connection: borrowing Connection) throws -> String {
    let ids = try connection.flagIDs(beginningWith: prefix.lowercased())
    guard ids.count == 1 else {
      throw ValidationError(
        ids.isEmpty
          ? "No flag's id begins with \(prefix) (six characters or more)."
          : "Several flags' ids begin with \(prefix): \(ids.joined(separator: ", ")).")
    }
    return ids[0]
  }
}

extension String {
  /// As much of a flag's id as tells it apart in a list: twice what looking it up takes.
  var shortID: String { String(prefix(shownIDDigits)) }
}

/// Of a million flags, two agree in so many digits about once in two lists of a thousand; then both are named.
private let shownIDDigits = 8
