import Yams

/// The text of one rulebook file, by lines, so that errors in expressions can say where they stand.
struct SourceText {
  let name: String
  let text: String
  private let scalars: [Unicode.Scalar]
  /// Index of the first scalar of each line.
  private let lineStarts: [Int]

  init(name: String, text: String) {
    self.name = name
    self.text = text
    scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
    lineStarts = starts
  }

  /// The scalar of a YAML file as an expression whose every character knows its line and column.
  func fragment(_ scalar: Node.Scalar) -> Fragment {
    let mark = Position(line: scalar.mark?.line ?? 1, column: scalar.mark?.column ?? 1)
    var index = min(lineStarts[min(mark.line, lineStarts.count) - 1] + mark.column - 1, scalars.count)
    if index < scalars.count {
      switch scalars[index] {
      case "\"", "'": index += 1
      case "|", ">":
        while index < scalars.count, scalars[index] != "\n" { index += 1 }
      default: break
      }
    }
    return align(Array(scalar.string.unicodeScalars), from: index, fallback: mark)
  }

  /// Walks value and source side by side: YAML folds line breaks and indentation, and changes little else.
  private func align(_ value: [Unicode.Scalar], from start: Int, fallback: Position) -> Fragment {
    var positions: [Position] = []
    positions.reserveCapacity(value.count + 1)
    var index = start
    var line = lineStarts.lastIndex { $0 <= start } ?? 0
    for scalar in value {
      var ahead = index
      while ahead < scalars.count, scalars[ahead] != scalar, isBlank(scalars[ahead]) { ahead += 1 }
      if !isBlank(scalar) || ahead < scalars.count, ahead < scalars.count, scalars[ahead] == scalar {
        index = ahead
      }
      while line + 1 < lineStarts.count, lineStarts[line + 1] <= index { line += 1 }
      positions.append(
        index < scalars.count
          ? Position(line: line + 1, column: index - lineStarts[line] + 1) : fallback)
      if index < scalars.count, scalars[index] == scalar || isBlank(scalars[index]) { index += 1 }
    }
    let last = positions.last.map { Position(line: $0.line, column: $0.column + 1) }
    positions.append(last ?? fallback)
    return Fragment(file: name, scalars: value, positions: positions)
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
  }
}

/// Line and column, from 1.
struct Position: Hashable {
  var line: Int
  var column: Int
}

/// A piece of text of a file, each scalar with its place there.
struct Fragment {
  let file: String
  let scalars: [Unicode.Scalar]
  /// One more than scalars: the last is the place just behind the text.
  let positions: [Position]

  var string: String { String(scalars) }

  /// An error at the scalar of this index.
  func error(_ code: RulebookError.Code, at index: Int, _ message: String, hint: String? = nil)
    -> RulebookError
  {
    let position = positions[min(max(0, index), positions.count - 1)]
    return RulebookError(
      code: code, file: file, line: position.line, column: position.column, message: message, hint: hint)
  }

  /// Text that stands in no file, such as an override given on the command line.
  init(name: String, text: String) {
    file = name
    scalars = Array(text.unicodeScalars)
    positions = (0...scalars.count).map { Position(line: 1, column: $0 + 1) }
  }

  init(file: String, scalars: [Unicode.Scalar], positions: [Position]) {
    self.file = file
    self.scalars = scalars
    self.positions = positions
  }
}

extension String {
  /// Scalar by scalar appended, a text is checked anew at each; most texts of a rulebook are ASCII.
  init(_ scalars: some Collection<Unicode.Scalar>) {
    self.init(unsafeUninitializedCapacity: scalars.count * 4) { bytes in
      var count = 0
      for scalar in scalars {
        for byte in UTF8.encode(scalar) ?? .init() {
          bytes[count] = byte
          count += 1
        }
      }
      return count
    }
  }
}
