import Ingest
import Rulebook

/// Files that people write: profiles and rules. Whatever they say, the answer is a profile or rulebook, or what is
/// wrong and where.
enum TextFuzz {
  static func profile(_ bytes: [UInt8]) throws(BrokenPromise) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(IngestError) {
      let profile = try Profile(yaml: text, file: "fuzz.yaml")
      guard let again = try? Profile(yaml: profile.yaml), again == profile else {
        throw IngestError(code: .unlike, why: "what is written of the profile is not read as the same")
      }
    } catch {
      guard error.code != .unlike else { throw BrokenPromise(error.why) }
      try isTold(error.why, error.line)
    }
    do throws(IngestError) {
      _ = try CustomerProfile(yaml: text, file: "fuzz.yaml")
    } catch {
      try isTold(error.why, error.line)
    }
  }

  static func rulebook(_ bytes: [UInt8]) throws(BrokenPromise) {
    let written = RulebookFile(name: "fuzz.yaml", text: String(decoding: bytes, as: UTF8.self))
    do throws(RulebookErrors) {
      _ = try Rulebook.load(files: [typology, written])
    } catch {
      guard !error.errors.isEmpty else { throw BrokenPromise("refused without a reason") }
      for fault in error.errors { try isTold(fault.message, fault.line) }
    }
  }

  private static let typology = RulebookFile(
    name: "typology.yaml", text: "typology: fuzz\ntitle: T\nsources: [none]\nwindow: 90 days\nthreshold: 55\n"
  )

  private static func isTold(_ why: String, _ line: Int?) throws(BrokenPromise) {
    guard !why.isEmpty, line ?? 1 >= 1 else {
      throw BrokenPromise("refused without a reason, or at no place")
    }
  }
}

extension IngestError.Code {
  /// Never leaves this file.
  fileprivate static let unlike = Self(rawValue: "fuzz-unlike")
}
