import Ingest

/// What is needed to read a source's mended records again: its profile, and the bytes before its first
/// record, which name the columns.
struct ReplayContext: Sendable {
  var profile: Profile
  var header: [UInt8]
}
