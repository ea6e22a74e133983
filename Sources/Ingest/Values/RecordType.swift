/// Whether a record is a payment, or says something about one.
enum RecordType: UInt16 {
  case posting
  /// Takes back what it names: a reversal, a return.
  case reversal
  /// Takes back what it names and stands in its place.
  case correction
  /// One of several payments of a batch that another record, which it names, may tell as a sum alone: with one of
  /// its payments told, the sum is none.
  case part

  /// What exports call them. A merchant's refund is a payment of its own and is none of these.
  static let words: WordTable = {
    var table = WordTable()
    let names: [(RecordType, String)] = [
      (.posting, "posting posted original normal"),
      (.reversal, "reversal reversed return returned void voided storno rvsl"),
      (.correction, "correction corrected adjustment adjusted amended"),
      (.part, "part"),
    ]
    for (type, words) in names {
      for word in words.split(separator: " ") { table.set(String(word), type.rawValue) }
    }
    return table
  }()
}
