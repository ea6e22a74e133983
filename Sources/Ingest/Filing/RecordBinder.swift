public import Ledger

/// Makes a posting of the fields of a record: the meaning of a profile, at the speed of the file.
///
/// One belongs to one worker. After `bind` returned nil its draft holds the posting and its texts, which
/// point into the record's own bytes; `FilingSink.file` takes it from there.
public final class RecordBinder {
  let plan: BindingPlan
  let policy: FilingPolicy

  // The draft. `@exclusivity(unchecked)`: one thread, and a dynamic check for every field would cost more
  // than the parsing.
  @exclusivity(unchecked) var posting = Posting()
  @exclusivity(unchecked) var institution: UInt64
  @exclusivity(unchecked) var oddities: UInt32 = 0
  /// Invariant: `TextField.count` initialised elements; meaningful where `posting.textMask` has the bit.
  let texts: UnsafeMutablePointer<FieldBytes>
  /// What the record is, and the id it names of what it takes back; empty where it names none.
  @exclusivity(unchecked) var recordType = RecordType.posting
  @exclusivity(unchecked) var original = FieldBytes.empty
  /// Whether money has moved.
  @exclusivity(unchecked) var status = BookingStatus.booked
  /// The institution as the record states it.
  @exclusivity(unchecked) var institutionText = FieldBytes.empty
  /// What could be read of the amount before the record failed; for the tally of rejections.
  @exclusivity(unchecked) var moneyRead: Money?

  let composed: [ComposedRoute]
  let amountRoute: FieldRoute
  let debitRoute: FieldRoute
  let creditRoute: FieldRoute
  let currencyRoute: FieldRoute
  let directionRoute: FieldRoute
  let channelRoute: FieldRoute
  let purposeRoute: FieldRoute
  let timestampRoute: FieldRoute
  let dateRoute: FieldRoute
  let timeRoute: FieldRoute
  let zoneRoute: FieldRoute
  let institutionRoute: FieldRoute
  let recordTypeRoute: FieldRoute
  let originalRoute: FieldRoute
  let statusRoute: FieldRoute
  let facts: FactRoutes
  /// Invariant: `textRouteCount` initialised elements, in the order of `TextField`. A plain pointer, because
  /// walking an array of this class costs reference counting for every record.
  let textRoutes: UnsafeMutablePointer<(field: TextField, route: FieldRoute)>
  let textRouteCount: Int

  let amountParser: AmountParser
  let moments: MomentReader
  let codes: CodeTables
  let statedCurrency: Currency?
  let standingInstitution: UInt64
  @exclusivity(unchecked) var lastCurrency = Letters.none
  @exclusivity(unchecked) var lastDecimals = 2
  let earliest: Int32
  let latest: Int32

  /// A binder for one worker.
  public init(plan: BindingPlan, policy: FilingPolicy) {
    self.plan = plan
    self.policy = policy
    texts = .allocate(capacity: TextField.count)
    texts.initialize(repeating: .empty, count: TextField.count)
    var composed: [ComposedRoute] = []
    func route(_ field: CanonicalField) -> FieldRoute {
      let slots = plan.slots[field] ?? []
      let mapped = CodeTables.isTable(field) ? [:] : plan.profile.codes[field] ?? [:]
      let constant = plan.constants[field]
      if slots.isEmpty, constant == nil { return .unbound }
      if slots.count == 1, constant == nil, mapped.isEmpty { return FieldRoute(slot: slots[0], composed: 0) }
      composed.append(ComposedRoute(slots: slots, joins: field == .memo, constant: constant, codes: mapped))
      return FieldRoute(slot: FieldRoute.composed, composed: composed.count - 1)
    }
    amountRoute = route(.amount)
    debitRoute = route(.debitAmount)
    creditRoute = route(.creditAmount)
    currencyRoute = route(.currency)
    directionRoute = route(.direction)
    channelRoute = route(.channel)
    purposeRoute = route(.purpose)
    timestampRoute = route(.timestamp)
    dateRoute = route(.date)
    timeRoute = route(.time)
    zoneRoute = route(.timeZone)
    institutionRoute = route(.institution)
    recordTypeRoute = route(.recordType)
    originalRoute = route(.original)
    statusRoute = route(.status)
    facts = FactRoutes(
      state: route(.state), zip: route(.zip), county: route(.county), homeZip: route(.homeZip),
      counterpartyState: route(.counterpartyState), counterpartyCountry: route(.counterpartyCountry),
      merchantCategory: route(.merchantCategory), balance: route(.balance))
    var found: [(field: TextField, route: FieldRoute)] = []
    for field in CanonicalField.allCases {
      guard let text = field.textField else { continue }
      let path = route(field)
      if path.isBound { found.append((text, path)) }
    }
    found.sort { $0.field.rawValue < $1.field.rawValue }
    textRouteCount = found.count
    textRoutes = .allocate(capacity: max(1, found.count))
    for (index, entry) in found.enumerated() { (textRoutes + index).initialize(to: entry) }
    self.composed = composed
    amountParser = AmountParser(
      decimalMark: plan.profile.amount.decimalMark, isMinorUnits: plan.profile.amount.isMinorUnits,
      rounds: plan.profile.amount.roundsSurplusDecimals)
    moments = MomentReader(
      order: plan.profile.time.order, origin: plan.origin, zone: plan.zone.flatMap { ZoneClock(named: $0) })
    codes = CodeTables(plan.profile.codes)
    statedCurrency = plan.currency
    standingInstitution = StableHash.hash(plan.profile.institution ?? policy.institution)
    institution = standingInstitution
    earliest = policy.earliestDay?.ordinal ?? .min
    latest = policy.latestDay?.ordinal ?? .max
  }

  deinit {
    texts.deallocate()
    textRoutes.deallocate()
  }

  /// Fetches a field's value, without blanks around it.
  @inline(__always)
  func value(_ route: FieldRoute, _ record: UnsafePointer<FieldBytes>) -> FieldBytes {
    if route.slot >= 0 { return record[route.slot].trimmed }
    if route.slot == FieldRoute.nothing { return .empty }
    return composed[route.composed].value(record)
  }

  /// Binds one record; nil where the draft is now a posting, otherwise what was wrong.
  ///
  /// `record` holds `plan.sources.count` fields, UTF-8 and unescaped, which must stay where they are until
  /// the draft is filed.
  public func bind(_ record: UnsafePointer<FieldBytes>) -> BindingFault? {
    posting = Posting()
    oddities = 0
    moneyRead = nil
    do throws(BindingFault) {
      if !plan.exclusions.isEmpty { try exclude(record) }
      let direction = try bindMoney(record)
      try bindChannelAndDirection(record, direction)
      try bindMoment(record)
      try bindTexts(record)
      bindFacts(record, facts)
      if originalRoute.isBound || recordTypeRoute.isBound { try bindRecordType(record) }
      if statusRoute.isBound { try checkStatus(record) }
      return nil
    } catch {
      return error
    }
  }

  private func exclude(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) {
    for exclusion in plan.exclusions {
      let value = record[exclusion.slot].trimmed
      let matches =
        value.isEmpty ? exclusion.matchesEmpty : exclusion.words.value(key: WordTable.key(value)) != nil
      if matches { throw BindingFault(.excludedByProfile) }
    }
  }
}
