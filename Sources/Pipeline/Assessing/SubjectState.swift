import Detection

/// What is remembered of a subject's assessment: all its findings, and the flags made of them.
///
/// Findings outlive the postings they rest on, so an episode can grow for as long as it goes on.
struct SubjectState: Equatable {
  var profile: SubjectProfile
  var findings: [Finding]
  var flags: [Flag]

  init(profile: SubjectProfile, findings: [Finding] = [], flags: [Flag] = []) {
    self.profile = profile
    self.findings = findings
    self.flags = flags
  }
}

extension SubjectState: Recordable {
  func write(to writer: inout RecordWriter) {
    writer.write(profile)
    writer.write(findings)
    writer.write(flags)
  }

  init(from reader: inout RecordReader) throws(RecordError) {
    profile = try reader.value()
    findings = try reader.array()
    flags = try reader.array()
  }

  /// The stored form; equal states are equal bytes.
  func encoded() -> [UInt8] { record }

  init(decoding bytes: [UInt8]) throws(RecordError) { try self.init(record: bytes) }
}
