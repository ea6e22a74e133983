@testable import Ingest

/// A line of NDJSON read slowly and obviously: RFC 8259 byte by byte, every text an array, every path a list of words.
struct ReferenceObjectReader {
  /// What is asked for, as `FieldSource.path(written:)` takes it apart.
  let paths: [[String]]
  private var bytes: [UInt8] = []
  private var place = 0
  private var found: [[String]: [UInt8]] = [:]
  private var met: Set<[String]> = []

  struct Fault: Error { var code: String }

  init(paths: [[String]]) { self.paths = paths }

  /// The value of each path, empty where there is none.
  mutating func read(_ line: [UInt8]) throws(Fault) -> [[UInt8]] {
    (bytes, place, found, met) = (line, 0, [:], [])
    space()
    switch byte {
    case UInt8(ascii: "{"): try object([], depth: 1)
    case UInt8(ascii: "["): throw Fault(code: "json-array")
    default: throw Fault(code: "json-not-an-object")
    }
    space()
    if place < bytes.count { throw Fault(code: "json-trailing") }
    return paths.map { found[$0] ?? [] }
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func space() {
    while let next = byte, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
  }

  private mutating func take(_ text: String) throws(Fault) {
    for wanted in text.utf8 {
      guard byte == wanted else { throw Fault(code: "json-malformed") }
      place += 1
    }
  }

  /// Whether anything asked for lies at or below a path.
  private func leads(_ path: [String]?) -> Bool {
    path.map { at in paths.contains { $0.starts(with: at) } } ?? false
  }
  private func isAsked(_ path: [String]?) -> Bool { path.map(paths.contains) ?? false }

  // MARK: Structure

  private mutating func object(_ path: [String]?, depth: Int) throws(Fault) {
    if depth > JSONLimits.depth { throw Fault(code: "json-too-deep") }
    try take("{")
    space()
    if byte == UInt8(ascii: "}") { return place += 1 }
    while true {
      guard byte == UInt8(ascii: "\"") else { throw Fault(code: "json-malformed") }
      let written = try string()
      var inner: [String]?
      // A key that is no text is the name of nothing.
      if let path, let key = try? Self.unescaped(written) {
        inner = path + [String(decoding: key, as: UTF8.self)]
      }
      if !leads(inner) { inner = nil }
      if let inner, !met.insert(inner).inserted { throw Fault(code: "json-duplicate-key") }
      space()
      try take(":")
      space()
      try value(inner, depth: depth)
      space()
      if byte == UInt8(ascii: "}") { return place += 1 }
      try take(",")
      space()
    }
  }

  private mutating func array(_ path: [String]?, depth: Int) throws(Fault) {
    if depth > JSONLimits.depth { throw Fault(code: "json-too-deep") }
    try take("[")
    space()
    if byte == UInt8(ascii: "]") { return place += 1 }
    var index = 0
    while true {
      let inner = path.map { $0 + ["[\(index)]"] }
      try value(leads(inner) ? inner : nil, depth: depth)
      index += 1
      space()
      if byte == UInt8(ascii: "]") { return place += 1 }
      try take(",")
      space()
    }
  }

  private mutating func value(_ path: [String]?, depth: Int) throws(Fault) {
    switch byte {
    case UInt8(ascii: "\""):
      let text = try string()
      if let path, isAsked(path) { found[path] = try Self.unescaped(text) }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let goesOn = path.map { at in paths.contains { $0.count > at.count && $0.starts(with: at) } } ?? false
      if isAsked(path), !goesOn { throw Fault(code: "json-not-scalar") }
      if byte == UInt8(ascii: "{") {
        try object(path, depth: depth + 1)
      } else {
        try array(path, depth: depth + 1)
      }
    case UInt8(ascii: "t"): try literal("true", path)
    case UInt8(ascii: "f"): try literal("false", path)
    case UInt8(ascii: "n"): try take("null")
    default:
      let number = try number()
      if let path, isAsked(path) { found[path] = try Self.plain(number) }
    }
  }

  private mutating func literal(_ word: String, _ path: [String]?) throws(Fault) {
    try take(word)
    if let path, isAsked(path) { found[path] = Array(word.utf8) }
  }

  // MARK: Texts

  /// The bytes between the quotes, grammar and encoding checked.
  private mutating func string() throws(Fault) -> [UInt8] {
    try take("\"")
    var text: [UInt8] = []
    while let next = byte, next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw Fault(code: "json-malformed") }
      text.append(next)
      place += 1
      guard next == UInt8(ascii: "\\") else { continue }
      guard let kind = byte, "\"\\/bfnrtu".utf8.contains(kind) else { throw Fault(code: "json-malformed") }
      text.append(kind)
      place += 1
      guard kind == UInt8(ascii: "u") else { continue }
      for _ in 0..<4 {
        guard let digit = byte, Character(Unicode.Scalar(digit)).isHexDigit, digit < 0x80 else {
          throw Fault(code: "json-malformed")
        }
        text.append(digit)
        place += 1
      }
    }
    try take("\"")
    guard String(validating: text, as: UTF8.self) != nil else { throw Fault(code: "invalid-utf8") }
    return text
  }

  private static func unescaped(_ text: [UInt8]) throws(Fault) -> [UInt8] {
    let simple: [UInt8: UInt8] = [0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9]
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\") else {
        result.append(text[index])
        index += 1
        continue
      }
      guard text[index + 1] == UInt8(ascii: "u") else {
        result.append(simple[text[index + 1]] ?? text[index + 1])
        index += 2
        continue
      }
      var units = [unit(text, index)]
      index += 6
      if units[0] == 0 { throw Fault(code: "nul-byte") }
      if UTF16.isLeadSurrogate(units[0]), index + 6 <= text.count, text[index] == 0x5C,
        text[index + 1] == 0x75
      {
        units.append(unit(text, index))
        index += 6
      }
      guard let character = String(validating: units, as: UTF16.self) else {
        throw Fault(code: "json-lone-surrogate")
      }
      result += Array(character.utf8)
    }
    return result
  }

  private static func unit(_ text: [UInt8], _ index: Int) -> UInt16 {
    UInt16(String(decoding: text[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16) ?? 0
  }

  // MARK: Numbers

  private mutating func number() throws(Fault) -> String {
    let start = place
    func malformed() -> Fault { Fault(code: "json-malformed") }
    if byte == UInt8(ascii: "-") { place += 1 }
    let first = byte
    let whole = digits()
    guard whole > 0, first != UInt8(ascii: "0") || whole == 1 else { throw malformed() }
    if byte == UInt8(ascii: ".") {
      place += 1
      guard digits() > 0 else { throw malformed() }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      place += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
      guard digits() > 0 else { throw malformed() }
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = place
    while let next = byte, (0x30...0x39).contains(next) { place += 1 }
    return place - start
  }

  /// The number without its exponent.
  private static func plain(_ written: String) throws(Fault) -> [UInt8] {
    let parts = written.lowercased().split(separator: "e").map(String.init)
    guard parts.count == 2 else { return Array(written.utf8) }
    guard let exponent = Int(parts[1]), abs(exponent) <= JSONLimits.exponent else {
      throw Fault(code: "json-huge-exponent")
    }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    let halves = parts[0].dropFirst(sign.count).split(separator: ".").map(String.init)
    let digits = halves.joined()
    let point = halves[0].count + exponent
    if point <= 0 { return Array((sign + "0." + String(repeating: "0", count: -point) + digits).utf8) }
    let padded = digits + String(repeating: "0", count: max(0, point - digits.count))
    let rest = padded.dropFirst(point)
    return Array((sign + padded.prefix(point) + (rest.isEmpty ? "" : "." + rest)).utf8)
  }
}
