import Foundation
import Ledger
import Testing

@testable import Rulebook

@Suite("Geography")
struct GeographyTests {
  @Test("the shipped places lie where they should")
  func shipped() throws {
    let geography = try Geography.shipped()
    #expect(geography.places.count > 850)
    for (zip, latitude, longitude): (UInt32, Int32, Int32) in [
      (10001, 40_750_000, -73_990_000), (78501, 26_210_000, -98_240_000), (90001, 34_000_000, -118_250_000),
      (601, 18_200_000, -66_700_000),
    ] {
      let place = try #require(geography.place(of: zip))
      #expect(abs(place.latitudeMicrodegrees - latitude) < 700_000, "latitude of \(zip)")
      #expect(abs(place.longitudeMicrodegrees - longitude) < 700_000, "longitude of \(zip)")
    }
    #expect(geography.place(of: 0) == nil)
    #expect(geography.place(of: 99) == nil)
  }

  @Test("a code's own place comes before its prefix, except where the number could be a prefix itself")
  func ownPlace() {
    let exact = Geography.Place(latitudeMicrodegrees: 1, longitudeMicrodegrees: 1)
    let prefix = Geography.Place(latitudeMicrodegrees: 2, longitudeMicrodegrees: 2)
    let geography = Geography(places: [60601: exact, 606: prefix, 6: prefix, 601: exact])
    #expect(geography.place(of: 60601) == exact)
    #expect(geography.place(of: 60602) == prefix)
    #expect(geography.place(of: 601) == prefix, "00601 is in Puerto Rico, the prefix 601 in Illinois")
  }

  @Test("a postal code tells the county and the state, one that is no census area the state alone")
  func areas() throws {
    let codes = try Geography.shipped().postalCodes
    for (zip, county, state): (UInt32, UInt32, String) in [
      (78501, 48215, "TX"), (85364, 4027, "AZ"), (10001, 36061, "NY"), (601, 72001, "PR"), (78502, 0, "TX"),
      (0, 0, ""), (100_000, 0, ""),
    ] {
      let area = codes.area(of: zip)
      #expect(area.county == county && area.state.description == state, "\(zip)")
    }
  }

  @Test("an institution's own file of places takes the place of ours")
  func replaced() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("# ours\n78501 48061 259000 -974900\n".utf8).write(
      to: folder.appending(path: "postal-codes.txt"))
    let geography = try Geography.load(directories: [folder.path])
    #expect(geography.postalCodes.area(of: 78501).county == 48061)
    #expect(geography.postalCodes.area(of: 85364).county == 0)
    #expect(geography.place(of: 78501)?.latitudeMicrodegrees == 25_900_000)
    #expect(
      geography.place(of: 303) == nil && geography.place(of: 30301) != nil, "the prefixes are still ours")
  }

  @Test("lines that are no places are refused")
  func refused() {
    let prefixes = ErrorLog()
    var reader = PlacesReader(log: prefixes)
    reader.readPrefixes(
      RulebookFile(name: "p.txt", text: "# head\n303 33795176 -84395478 GA\n303 1 1 GA\n12 1 1 XX\n"))
    #expect(
      RulebookErrors(prefixes.errors).description == """
        p.txt:3:1: not a prefix of three digits, a latitude, a longitude and a state
          hint: such as `303 33795176 -84395478 GA`, each prefix once
        p.txt:4:1: not a prefix of three digits, a latitude, a longitude and a state
          hint: such as `303 33795176 -84395478 GA`, each prefix once
        """)
    let codes = ErrorLog()
    var other = PlacesReader(log: codes)
    let wrong = [
      "78501 48215 262158", "7850 48215 262158 -982396", "78501 99215 262158 -982396",
      "78501 48215 962158 -982396",
      "78501 48215 x -982396", "78501  48215 262158 -982396",
    ]
    other.readCodes(RulebookFile(name: "c.txt", text: wrong.joined(separator: "\n")))
    #expect(codes.errors.map(\.line) == Array(1...wrong.count))
  }
}
