/// One numbered change of the database, as in the folder `Schemas`.
public struct Migration: Sendable {
  /// The number its file name begins with.
  public let number: Int
  /// File name.
  public let name: String
  /// The file.
  let script: [UInt8]

  /// Every migration of this program, in order. The files are compiled into the program, so that an
  /// installed one cannot be parted from them; a test compares this list with the folder.
  public static let all: [Migration] = [
    Migration(number: 1, name: "0001_flags.sql", script: PackageResources._001_flags_sql),
    Migration(number: 2, name: "0002_runs.sql", script: PackageResources._002_runs_sql),
    Migration(number: 3, name: "0003_decisions.sql", script: PackageResources._003_decisions_sql),
    Migration(number: 4, name: "0004_views.sql", script: PackageResources._004_views_sql),
    Migration(number: 5, name: "0005_roles.sql", script: PackageResources._005_roles_sql),
    Migration(
      number: 6, name: "0006_skipped_files.sql", script: PackageResources._006_skipped_files_sql),
    Migration(number: 7, name: "0007_queue_order.sql", script: PackageResources._007_queue_order_sql),
    Migration(number: 8, name: "0008_audit.sql", script: PackageResources._008_audit_sql),
    Migration(number: 9, name: "0009_reversals.sql", script: PackageResources._009_reversals_sql),
    Migration(number: 10, name: "0010_settings.sql", script: PackageResources._010_settings_sql),
    Migration(number: 11, name: "0011_units.sql", script: PackageResources._011_units_sql),
    Migration(number: 12, name: "0012_two_people.sql", script: PackageResources._012_two_people_sql),
    Migration(number: 13, name: "0013_review_work.sql", script: PackageResources._013_review_work_sql),
    Migration(number: 14, name: "0014_review_audit.sql", script: PackageResources._014_review_audit_sql),
    Migration(number: 15, name: "0015_review_views.sql", script: PackageResources._015_review_views_sql),
    Migration(number: 16, name: "0016_statistics.sql", script: PackageResources._016_statistics_sql),
    Migration(number: 17, name: "0017_masked.sql", script: PackageResources._017_masked_sql),
  ]
}

/// Where a database stands with one migration.
public struct MigrationStatus: Hashable, Sendable {
  /// What is known of a migration.
  public enum State: String, Hashable, Sendable {
    /// Applied, and the file is what it was.
    case applied
    /// Not applied yet.
    case pending
    /// Applied, and this program's file is another.
    case changed
    /// Applied by a newer program.
    case unknown
  }

  /// Number and file name.
  public let number: Int
  public let name: String
  public let state: State
  /// When it was applied; nil while pending.
  public let appliedAt: String?
}
