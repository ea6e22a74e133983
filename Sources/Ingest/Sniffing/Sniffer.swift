/// Looks at the beginning of a file and proposes how to read it.
public enum Sniffer {
  /// How much of a file is looked at: some two thousand records, enough to meet a day above twelve in any
  /// export of more than a fortnight, and little enough to be instant.
  public static let sampleBytes = 256 * 1024

  /// Why a file that begins with `sample` is none that a profile of this format can describe, whatever its
  /// columns are called; nil where it may be one.
  public static func refusal(of sample: [UInt8], readAs format: SourceFormat) -> IngestError? {
    ForeignFormat.refusal(of: sample, readAs: format)
  }

  /// A profile as it serves a file that begins with `sample`, and what it leaves open.
  ///
  /// One that says nothing of columns or dialect, only whose the records are, serves whatever messages the file is of.
  public static func reading(_ sample: [UInt8], by given: Profile) -> (profile: Profile, open: [OpenQuestion])
  {
    let beginning = MessageSample(sample.prefix(sampleBytes))
    var profile = given
    if given.saysNothingOfRecords, let format = SourceFormat.recognised(beginning) { profile.format = format }
    return (profile, OpenQuestion.ofMessages(profile.format, beginning))
  }

  /// Proposes a profile for a file that begins with `sample`.
  ///
  /// - Parameter isWhole: whether `sample` is all there is; otherwise its last record may be cut and is not
  ///   looked at.
  /// - Throws: `IngestError` with the reason, where the file is of a format this version does not read or
  ///   holds no transactions.
  public static func proposal(for sample: [UInt8], isWhole: Bool) throws(IngestError) -> Proposal {
    let beginning = MessageSample(sample.prefix(sampleBytes))
    if let format = SourceFormat.recognised(beginning) { return Proposal(message: format, beginning) }
    if let error = ForeignFormat.refusal(of: sample) { throw error }
    let limited = sample.prefix(sampleBytes)
    let whole = isWhole && sample.count <= sampleBytes
    let start = limited.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
      return try ObjectSniffer(bytes: limited, isWhole: whole).proposal()
    }
    return try TableSniffer(bytes: limited, isWhole: whole).proposal()
  }
}
