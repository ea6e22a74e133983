/// When a column is what most of its values are.
///
/// Exports hold damaged values. They are rejected one by one; they must not make a question, let alone a
/// refusal, of what four values in five answer.
enum Majority {
  /// Whether `part` is at least four fifths of `whole`, and there is something.
  static func holds(_ part: Int, of whole: Int) -> Bool { whole > 0 && part * 5 >= whole * 4 }
}
