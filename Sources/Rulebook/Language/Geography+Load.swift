import Foundation

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
  /// - Throws: nothing that the tests of the shipped file would not have found.
  public static func shipped() throws(RulebookErrors) -> Geography {
    try load(file: Rulebook.shippedDirectory + "/reference/postal-prefixes.txt")
  }

  /// Reads lines of `prefix latitude longitude state`, in millionths of a degree; `#` begins a comment.
  public static func load(file: String) throws(RulebookErrors) -> Geography {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw RulebookErrors([
        RulebookError(code: .unreadable, file: file, line: 1, column: 1, message: "no such file of places")
      ])
    }
    return try read(String(decoding: data, as: UTF8.self), file: file)
  }

  static func read(_ text: String, file: String) throws(RulebookErrors) -> Geography {
    var geography = Geography()
    var errors: [RulebookError] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
      let parts = line.split(separator: " ")
      guard parts.count == 4, parts[0].utf8.count == 3, let prefix = UInt32(parts[0]),
        let latitude = Int32(parts[1]), let longitude = Int32(parts[2]),
        abs(latitude) <= 90_000_000, abs(longitude) <= 180_000_000, geography.places[prefix] == nil
      else {
        errors.append(
          RulebookError(
            code: .badValue, file: file, line: index + 1, column: 1,
            message: "not a prefix of three digits, a latitude, a longitude and a state",
            hint: "such as `303 33795176 -84395478 GA`, each prefix once"))
        continue
      }
      geography.places[prefix] = Place(
        latitudeMicrodegrees: latitude, longitudeMicrodegrees: longitude)
    }
    if !errors.isEmpty { throw RulebookErrors(errors) }
    return geography
  }
}
