/// How to read one kind of export: its dialect, its values, and where each canonical field stands.
///
/// A profile without `fields` binds columns by canonical name and alias (`HeaderBinding`). With fields,
/// exactly those are read.
public struct Profile: Hashable, Sendable {
  /// What people call it.
  public var name = ""
  /// The format of the file.
  public var format = SourceFormat.delimited
  /// How bytes make records.
  public var dialect = Dialect()
  /// The first source that is not empty counts; the memo joins all of them with a space.
  public var fields: [CanonicalField: [FieldSource]] = [:]
  /// The institution's words and what they mean: `403` to `payroll`.
  ///
  /// Compared without regard to case; `*` stands for any other word.
  public var codes: [CanonicalField: [String: String]] = [:]
  /// How dates and times are written.
  public var time = TimeRule()
  /// How amounts are written and signed.
  public var amount = AmountRule()
  /// How many accounts saw a record.
  public var legs = Legs.one
  /// Currency of records that state none; nil: the run says, or such records are rejected.
  public var currency: String?
  /// The institution of records that state none.
  public var institution: String?
  /// What messages between banks call it, where the profile says.
  public var own = OwnInstitution([])
  /// Whether canonical names are read wherever they occur, though the beginning of the file did not show them: so of
  /// NDJSON that is understood by itself, whose objects need not be alike.
  public var readsLateNames = false
  /// Records that are no booked transactions.
  public var exclusions: [RowExclusion] = []

  /// The profile of files with canonical names or their aliases.
  public init() {}

  /// Whether it says nothing of how records are made, named or written.
  var saysNothingOfRecords: Bool {
    format == .delimited && dialect == Dialect() && fields.isEmpty && codes.isEmpty && amount == AmountRule()
      && legs == .one && exclusions.isEmpty
  }
}
