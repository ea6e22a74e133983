import Glibc

/// Lends `strings` as the NULL-terminated array of C strings that libpq takes; nil stays NULL.
///
/// PostgreSQL stores no NUL character: it is sent as U+FFFD, visibly, rather than ending the string.
func withCStrings<Result>(
  _ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  var copies: [UnsafePointer<CChar>?] = strings.map { string in
    guard let string else { return nil }
    guard string.utf8.contains(0) else { return UnsafePointer(strdup(string)) }
    return UnsafePointer(
      strdup(
        string.split(separator: "\0", omittingEmptySubsequences: false)
          .joined(separator: "\u{FFFD}")))
  }
  copies.append(nil)
  defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
  return copies.withUnsafeBufferPointer { buffer in
    // Not empty: it holds at least the NULL.
    buffer.baseAddress.map(body)!
  }
}

/// Lends two arrays at once: keywords and values.
func withCStrings<Result>(
  _ first: [String], _ second: [String],
  _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  withCStrings(first) { left in withCStrings(second) { right in body(left, right) } }
}
