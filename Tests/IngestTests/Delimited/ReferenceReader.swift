@testable import Ingest

/// Delimited text read slowly and obviously: one byte after the other, every field an array.
struct ReferenceReader {
  enum Content: Equatable {
    case fields([[UInt8]])
    case fault(String)
  }

  struct Record: Equatable {
    var line: Int
    var offset: Int
    /// One past its last byte, its line end included.
    var end: Int
    var content: Content
  }

  let delimiter: UInt8
  let quote: UInt8?

  func records(_ bytes: [UInt8], from start: Int = 0, line firstLine: Int = 1) -> [Record] {
    var result: [Record] = []
    var position = start
    var line = firstLine
    while position < bytes.count {
      var end: Int
      switch parse(bytes, position) {
      case .success(let (fields, next)):
        end = next
        let isBlank = bytes[position] == 0x0A || bytes[position] == 0x0D
        if !isBlank {
          result.append(Record(line: line, offset: position, end: end, content: .fields(fields)))
        }
      case .failure(let fault):
        end = position
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        end = afterLineEnd(bytes, end)
        result.append(Record(line: line, offset: position, end: end, content: .fault(fault.code)))
      }
      line += lines(bytes, position, end)
      position = end
    }
    return result
  }

  struct Fault: Error { var code: String }

  private func afterLineEnd(_ bytes: [UInt8], _ place: Int) -> Int {
    guard place < bytes.count else { return place }
    if bytes[place] == 0x0D, place + 1 < bytes.count, bytes[place + 1] == 0x0A { return place + 2 }
    return place + 1
  }

  private func lines(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var count = 0
    var index = start
    while index < end {
      if bytes[index] == 0x0A || bytes[index] == 0x0D {
        count += 1
        index = afterLineEnd(bytes, index)
      } else {
        index += 1
      }
    }
    return count
  }

  private func parse(_ bytes: [UInt8], _ start: Int) -> Result<(fields: [[UInt8]], next: Int), Fault> {
    var fields: [[UInt8]] = []
    var index = start
    while true {
      var field: [UInt8] = []
      if let quote, index < bytes.count, bytes[index] == quote {
        index += 1
        while true {
          guard index < bytes.count else { return .failure(Fault(code: "quote-unclosed")) }
          if bytes[index] == quote {
            index += 1
            guard index < bytes.count, bytes[index] == quote else { break }
          }
          field.append(bytes[index])
          index += 1
        }
        if index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A, bytes[index] != 0x0D {
          return .failure(Fault(code: "quote-malformed"))
        }
      } else {
        while index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A, bytes[index] != 0x0D {
          field.append(bytes[index])
          index += 1
        }
      }
      fields.append(field)
      guard index < bytes.count else { return .success((fields, index)) }
      guard bytes[index] == delimiter else { return .success((fields, afterLineEnd(bytes, index))) }
      index += 1
    }
  }
}
