import Ledger

/// Reads where postal codes lie: one file by their first three digits, one by whole codes.
///
/// Lines of words between single spaces; `#` begins a comment line. Reads bytes: a file of thirty thousand lines is read
/// whenever the program starts.
struct PlacesReader {
  let log: ErrorLog
  private(set) var places: [UInt32: Geography.Place] = [:]
  /// By postal code.
  private(set) var areas = PostalCodes.noAreas

  init(log: ErrorLog) { self.log = log }

  /// Lines of `prefix latitude longitude state`, in millionths of a degree.
  mutating func readPrefixes(_ file: RulebookFile) {
    read(
      file, "not a prefix of three digits, a latitude, a longitude and a state",
      hint: "such as `303 33795176 -84395478 GA`, each prefix once"
    ) { words in
      guard words.count == 4, words[0].count == 3, let prefix = Self.number(words[0]),
        let place = Self.place(words[1], words[2], scale: 1),
        let state = Letters(ascii: UnsafeRawBufferPointer(rebasing: words[3])), words[3].count == 2,
        places.updateValue(place, forKey: UInt32(prefix)) == nil
      else { return false }
      for code in prefix * 100..<(prefix + 1) * 100 {
        areas[code] = PostalCodes.Area(state: state)
      }
      return true
    }
  }

  /// Lines of `code county latitude longitude`, in ten-thousandths of a degree. After the prefixes.
  mutating func readCodes(_ file: RulebookFile) {
    var seen: Set<UInt32> = []
    read(
      file, "not a postal code, a county, a latitude and a longitude",
      hint: "such as `78501 48215 262158 -982396`, each code once"
    ) { words in
      guard words.count == 4, words[0].count == 5, words[1].count == 5,
        let code = Self.number(words[0]).map({ UInt32($0) }), let county = Self.number(words[1]),
        let state = StateNumbers.letters(UInt32(county) / 1000),
        let place = Self.place(words[2], words[3], scale: 100), seen.insert(code).inserted
      else { return false }
      // Numbers up to 999 are prefixes there.
      if code > 999 { places[code] = place }
      areas[Int(code)] = PostalCodes.Area(county: UInt32(county), state: state)
      return true
    }
  }

  private typealias Word = Slice<UnsafeRawBufferPointer>

  private func read(
    _ file: RulebookFile, _ message: String, hint: String, _ take: ([Word]) -> Bool
  ) {
    var text = file.text
    text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var line = 0
      for words in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        line += 1
        guard let first = words.first, first != UInt8(ascii: "#") else { continue }
        if take(words.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)) { continue }
        log.report(
          RulebookError(
            code: .badValue, file: file.name, line: line, column: 1, message: message, hint: hint))
      }
    }
  }

  private static func place(_ latitude: Word, _ longitude: Word, scale: Int) -> Geography.Place? {
    guard let latitude = number(latitude).map({ $0 * scale }), abs(latitude) <= 90_000_000,
      let longitude = number(longitude).map({ $0 * scale }), abs(longitude) <= 180_000_000
    else { return nil }
    return Geography.Place(
      latitudeMicrodegrees: Int32(latitude), longitudeMicrodegrees: Int32(longitude))
  }

  /// A whole number of up to nine digits, perhaps with a minus.
  private static func number(_ word: Word) -> Int? {
    let isNegative = word.first == UInt8(ascii: "-")
    let digits = isNegative ? word.dropFirst() : word
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return isNegative ? -value : value
  }
}

/// The numbers the United States give their states and territories (FIPS 5-2, today ANSI INCITS 38), with which the codes of
/// counties begin.
enum StateNumbers {
  /// The postal letters of a state's number.
  static func letters(_ number: UInt32) -> Letters? { table[number] }

  private static let table: [UInt32: Letters] = {
    let names = """
      1 AL 2 AK 4 AZ 5 AR 6 CA 8 CO 9 CT 10 DE 11 DC 12 FL 13 GA 15 HI 16 ID 17 IL 18 IN 19 IA 20 KS 21 KY 22 LA 23 ME 24 MD \
      25 MA 26 MI 27 MN 28 MS 29 MO 30 MT 31 NE 32 NV 33 NH 34 NJ 35 NM 36 NY 37 NC 38 ND 39 OH 40 OK 41 OR 42 PA 44 RI 45 SC \
      46 SD 47 TN 48 TX 49 UT 50 VT 51 VA 53 WA 54 WV 55 WI 56 WY 60 AS 66 GU 69 MP 72 PR 78 VI
      """.split(separator: " ")
    var table: [UInt32: Letters] = [:]
    for index in stride(from: 0, to: names.count, by: 2) {
      if let number = UInt32(names[index]) { table[number] = Letters(names[index + 1]) }
    }
    return table
  }()
}
