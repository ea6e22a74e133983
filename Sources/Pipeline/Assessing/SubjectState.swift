import Detection

/// What is remembered of a subject's assessment: all its findings, and the flags made of them.
///
/// Findings outlive the postings they rest on, so an episode can grow for as long as it goes on.
struct SubjectState: Equatable {
  var profile: SubjectProfile
  var findings: [Finding]
  var flags: [Flag]
  /// What those are called at whom something is gathered because this subject is flagged; sorted.
  var partners: [String]

  init(
    profile: SubjectProfile, findings: [Finding] = [], flags: [Flag] = [], partners: [String] = []
  ) {
    self.profile = profile
    self.findings = findings
    self.flags = flags
    self.partners = partners
  }
}

extension SubjectState: Recordable {
  func write(to writer: inout RecordWriter) {
    writer.write(profile)
    writer.write(findings)
    writer.write(flags)
    writer.write(partners)
  }

  init(from reader: inout RecordReader) throws(RecordError) {
    profile = try reader.value()
    findings = try reader.array()
    flags = try reader.array()
    partners = try reader.textArray()
  }

  /// The stored form; equal states are equal bytes.
  func encoded() -> [UInt8] { record }

  init(decoding bytes: [UInt8]) throws(RecordError) { try self.init(record: bytes) }
}
