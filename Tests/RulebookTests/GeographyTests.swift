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

  @Test("lines that are no places are refused")
  func refused() {
    let error = #expect(throws: RulebookErrors.self) {
      try Geography.read("# head\n303 33795176 -84395478 GA\n303 1 1 GA\n12 1 1 XX\n", file: "p.txt")
    }
    #expect(
      error?.description == """
        p.txt:3:1: not a prefix of three digits, a latitude, a longitude and a state
          hint: such as `303 33795176 -84395478 GA`, each prefix once
        p.txt:4:1: not a prefix of three digits, a latitude, a longitude and a state
          hint: such as `303 33795176 -84395478 GA`, each prefix once
        """)
  }
}
