import Ingest
import Ledger

/// Files of a folder that plainly hold no transactions: a note, a picture, a file of another program.
///
/// Whoever names a folder means the exports in it. Whoever names a file means that file, so there the same is
/// an error; and so is a folder with nothing else in it, for then the folder is likely the wrong one.
struct SkippedFiles {
  private(set) var files: [SkippedSource] = []

  /// How a source is to be read; nil where it was skipped.
  ///
  /// - Throws: `IngestError` where it was named itself, or may well hold transactions and cannot be read.
  mutating func reading(_ source: ByteSource, _ named: ListedSource, _ options: SourceOptions)
    throws(IngestError) -> SourceReading?
  {
    do throws(IngestError) {
      if named.folder != nil, let profile = options.profile {
        let sample = try source.peek(Sniffer.sampleBytes)
        let format = Sniffer.reading(sample, by: profile).profile.format
        if let refusal = Sniffer.refusal(of: sample, readAs: format) { throw refusal }
      }
      return try SourceReading(source, options)
    } catch {
      guard named.folder != nil, Self.plain.contains(error.code) else { throw error }
      files.append(SkippedSource(name: named.path, code: error.code.rawValue, reason: error.why))
      return nil
    }
  }

  /// What says that a file holds no transactions. A damaged one, or one that leaves a question open, may.
  private static let plain: Set<IngestError.Code> = [.formatNotRead, .notText, .noTransactions, .empty]

  /// - Throws: `IngestError` where all files of a folder were skipped.
  func requireSomething(of listed: [ListedSource]) throws(IngestError) {
    let skipped = Set(files.map(\.name))
    let read = Set(listed.filter { !skipped.contains($0.path) }.map(\.folder))
    guard let folder = listed.lazy.compactMap(\.folder).first(where: { !read.contains($0) }) else { return }
    let reasons = files.filter { file in listed.contains { $0.path == file.name && $0.folder == folder } }
      .prefix(Self.mostNamed).map { "\($0.name): \($0.reason)" }
    throw SourceList.nothing(
      in: folder, why: "No file in it holds transactions: " + reasons.joined(separator: "; "))
  }

  /// So many files are named in an error; the rest of a crowded folder says no more.
  private static let mostNamed = 3
}
