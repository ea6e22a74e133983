import Foundation
import Ledger

extension Geography {
  /// The middle of a postal code's area: its own where it is known, else that of its first three digits.
  ///
  /// Codes below 01000 (Puerto Rico, Virgin Islands) are numbers that a prefix of the mainland could be too:
  /// for them only the prefix counts.
  @inlinable
  public func place(of zip: UInt32) -> Place? {
    if zip > 999, let own = places[zip] { return own }
    return zip == 0 ? nil : places[zip / 100]
  }

  /// The geography that comes with the program, from the United States Census.
  ///
  /// - Throws: nothing that the tests of the shipped files would not have found.
  public static func shipped() throws(RulebookErrors) -> Geography { try plain.get() }

  /// Read once a process: its files do not change while the program runs.
  private static let plain = Result { () throws(RulebookErrors) in try load(directories: []) }

  /// The names of the files geography is read from.
  private static let prefixesName = "postal-prefixes.txt"
  private static let codesName = "postal-codes.txt"

  /// Reads the two files of places, each from the last of the folders that has it, else as they come with the program.
  ///
  /// - Parameter directories: folders of rules; what they hold lies anywhere below them.
  /// - Throws: everything that is wrong with either file.
  public static func load(directories: [String]) throws(RulebookErrors) -> Geography {
    let log = ErrorLog()
    let folders = [Rulebook.shippedDirectory] + directories
    let files = folders.enumerated().flatMap { layer, folder in
      RulebookFile.all(
        in: folder, shownAs: folder == Rulebook.shippedDirectory ? "Shipped" : folder, layer: layer, log: log,
        suffixes: [prefixesName, codesName])
    }
    var reader = PlacesReader(log: log)
    if let file = files.last(where: { $0.path.hasSuffix(prefixesName) }) { reader.readPrefixes(file) }
    if let file = files.last(where: { $0.path.hasSuffix(codesName) }) { reader.readCodes(file) }
    guard log.errors.isEmpty else { throw RulebookErrors(log.errors) }
    return Geography(places: reader.places, postalCodes: PostalCodes(table: reader.areas))
  }
}
