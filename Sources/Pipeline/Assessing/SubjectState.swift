import Detection
import Foundation

/// What is remembered of a subject's assessment: all its findings, and the flags made of them.
///
/// Findings outlive the postings they rest on, so an episode can grow for as long as it goes on.
struct SubjectState: Codable, Equatable {
  var profile: SubjectProfile
  var findings: [Finding]
  var flags: [Flag]

  /// The stored form; sorted keys, so that equal states are equal bytes.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(self))
  }

  init(profile: SubjectProfile, findings: [Finding] = [], flags: [Flag] = []) {
    self.profile = profile
    self.findings = findings
    self.flags = flags
  }

  init(decoding bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(SubjectState.self, from: Data(bytes))
  }
}
