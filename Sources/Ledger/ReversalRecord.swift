/// A payment that was taken back, for the reviewer: what, and where it says so.
public struct ReversalRecord: Codable, Hashable, Sendable {
  /// Identity of the payment, as evidence names it.
  public var transaction: String
  /// Local date of the record that takes it back, ISO 8601.
  public var day: String
  /// The source file of that record, and its line from 1.
  public var file: String
  public var line: Int

  public init(transaction: String, day: String, file: String, line: Int) {
    self.transaction = transaction
    self.day = day
    self.file = file
    self.line = line
  }
}

extension ReversalRecord {
  /// - Parameter file: the name of the source file.
  public init(_ reversal: Reversal, file: String) {
    self.init(
      transaction: hexadecimal(reversal.identity), day: reversal.day.description, file: file,
      line: Int(reversal.line))
  }
}
