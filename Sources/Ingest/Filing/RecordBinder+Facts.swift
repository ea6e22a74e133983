import Ledger

/// Where the facts come from that become numbers and without which a record is still a transaction.
struct FactRoutes: BitwiseCopyable {
  var state: FieldRoute
  var zip: FieldRoute
  var county: FieldRoute
  var homeZip: FieldRoute
  var counterpartyState: FieldRoute
  var counterpartyCountry: FieldRoute
  var merchantCategory: FieldRoute
  var balance: FieldRoute
}

extension RecordBinder {
  /// Channel, purpose and direction; `implied` is the direction the amount's sign gave.
  @inline(__always)
  func bindChannelAndDirection(_ record: UnsafePointer<FieldBytes>, _ implied: Direction?)
    throws(BindingFault)
  {
    var byChannel: Direction?
    let channelWord = value(channelRoute, record)
    if !channelWord.isEmpty {
      if let packed = codes.channels.value(channelWord) {
        posting.channel = ChannelWords.channel(packed)
        byChannel = ChannelWords.direction(packed)
      } else {
        oddities |= Oddity.channelUnknown.bit
      }
    }
    if purposeRoute.isBound { bindPurpose(record) }
    if let implied {
      posting.direction = implied
      return
    }
    let word = value(directionRoute, record)
    var direction: Direction
    if word.isEmpty {
      guard let byChannel else { throw BindingFault(.missing, .direction) }
      direction = byChannel
    } else {
      guard let number = codes.directions.value(word) else {
        throw BindingFault(.directionUnreadable, .direction)
      }
      direction = number == 0 ? .credit : .debit
    }
    if oddities & Oddity.signTurnsDirection.bit != 0 { direction = direction == .credit ? .debit : .credit }
    posting.direction = direction
  }

  private func bindPurpose(_ record: UnsafePointer<FieldBytes>) {
    let word = value(purposeRoute, record)
    guard !word.isEmpty else { return }
    if let number = codes.purposes.value(word) {
      posting.purposeCode = UInt8(truncatingIfNeeded: number)
    } else {
      oddities |= Oddity.purposeUnknown.bit
    }
  }

  /// When it happened, and whether that is a time the run believes.
  @inline(__always)
  func bindMoment(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) {
    let stamp = value(timestampRoute, record)
    let moment: Moment
    let field: CanonicalField
    if stamp.count >= 20, let canonical = moments.readCanonical(stamp) {
      moment = canonical
      field = .timestamp
    } else if !stamp.isEmpty {
      moment = try moments.read(stamp: stamp, zone: value(zoneRoute, record))
      field = .timestamp
    } else {
      let date = value(dateRoute, record)
      guard !date.isEmpty else {
        throw BindingFault(.missing, dateRoute.isBound ? .date : .timestamp)
      }
      moment = try moments.read(
        date: date, time: value(timeRoute, record), zone: value(zoneRoute, record))
      field = .date
    }
    posting.instant = moment.instant
    posting.zoneMinutes = moment.zoneMinutes
    if moment.isTimeKnown { posting.flags.insert(.timeKnown) }
    let day = moment.instant.day(zoneMinutes: Int(moment.zoneMinutes)).ordinal
    if day < earliest { throw BindingFault(.olderThanRemembered, field) }
    if day > latest { throw BindingFault(.datedInFuture, field) }
  }

  /// The texts, and the keys made of them.
  @inline(__always)
  func bindTexts(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) {
    var mask: UInt16 = 0
    for index in 0..<textRouteCount {
      let (field, route) = textRoutes[index]
      var text = value(route, record)
      guard !text.isEmpty else { continue }
      if text.count > TextField.maximumBytes {
        text = Self.cut(text)
        oddities |= Oddity.textCut.bit
      }
      texts[Int(field.rawValue)] = text
      mask |= field.bit
    }
    posting.textMask = mask
    guard mask & TextField.account.bit != 0 else { throw BindingFault(.missing, .account) }
    if institutionRoute.isBound {
      let name = value(institutionRoute, record)
      institutionText = name
      institution = name.isEmpty ? standingInstitution : StableHash.hash(name.buffer, seed: 0)
    }
    posting.account = StableHash.hash(texts[Int(TextField.account.rawValue)].buffer, seed: institution)
    if let other = counterpartyText {
      posting.counterparty = StableHash.hash(other.buffer, seed: Subjects.counterpartySeed)
    }
  }

  /// Whether it is a payment, or takes one back.
  func bindRecordType(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) {
    original = value(originalRoute, record)
    let word = value(recordTypeRoute, record)
    if word.isEmpty {
      recordType = recordTypeRoute.isBound || original.isEmpty ? .posting : .reversal
    } else {
      guard let type = codes.recordTypes.value(word).flatMap(RecordType.init) else {
        throw BindingFault(.recordTypeUnknown, .recordType)
      }
      recordType = type
    }
    guard recordType != .posting, original.isEmpty else { return }
    guard recordType != .part, posting.textMask & TextField.identifier.bit != 0 else {
      throw BindingFault(.originalMissing, .original)
    }
    original = texts[Int(TextField.identifier.rawValue)]
  }

  /// Only what is booked is a posting, and what the run asks for besides.
  func checkStatus(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) {
    let word = value(statusRoute, record)
    status = .booked
    guard !word.isEmpty, !word.buffer.elementsEqual("booked".utf8) else { return }
    guard let stated = BookingStatus(rawValue: String(decoding: word.buffer, as: UTF8.self).lowercased())
    else {
      throw BindingFault(.statusUnknown, .status)
    }
    status = stated
    guard status == .booked || plan.included.contains(status) else { throw BindingFault(.notBooked(status)) }
  }

  /// The counterparty's account or, lacking one, its name.
  @inline(__always)
  var counterpartyText: FieldBytes? {
    if posting.textMask & TextField.counterpartyAccount.bit != 0 {
      return texts[Int(TextField.counterpartyAccount.rawValue)]
    }
    if posting.textMask & TextField.counterpartyName.bit != 0 {
      return texts[Int(TextField.counterpartyName.rawValue)]
    }
    return nil
  }

  /// The longest part that is kept and does not end within a character.
  private static func cut(_ text: FieldBytes) -> FieldBytes {
    var end = TextField.maximumBytes
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return text.slice(0, end)
  }

  /// Facts a record may lack; one that cannot be read is left unstated and counted as an oddity.
  @inline(__always)
  func bindFacts(_ record: UnsafePointer<FieldBytes>, _ facts: FactRoutes) {
    posting.state = letters(facts.state, record, .stateUnreadable)
    posting.zip = zip(facts.zip, record, .zipUnreadable)
    posting.counterpartyCountry = letters(facts.counterpartyCountry, record, .countryUnreadable)
    posting.merchantCategory = UInt16(
      truncatingIfNeeded: number(facts.merchantCategory, record, digits: 4, .merchantCategoryUnreadable))
    if facts.county.isBound {
      posting.county = number(facts.county, record, digits: 5, .countyUnreadable)
    }
    if facts.homeZip.isBound { posting.homeZip = zip(facts.homeZip, record, .homeZipUnreadable) }
    if facts.counterpartyState.isBound {
      posting.counterpartyState = letters(facts.counterpartyState, record, .stateUnreadable)
    }
    if facts.balance.isBound { bindBalance(record, facts.balance) }
  }

  /// Two letters, or none.
  @inline(__always)
  private func letters(_ route: FieldRoute, _ record: UnsafePointer<FieldBytes>, _ oddity: Oddity) -> Letters
  {
    let text = value(route, record)
    guard !text.isEmpty else { return .none }
    if text.count == 2, let letters = Letters(ascii: text.buffer) { return letters }
    return respelledLetters(text, oddity)
  }

  /// Two letters of a longer way to write them, or none and an oddity.
  @inline(never)
  private func respelledLetters(_ text: FieldBytes, _ oddity: Oddity) -> Letters {
    let words = oddity == .countryUnreadable ? PlaceWords.countries : PlaceWords.states
    if let two = words.value(key: WordTable.key(text)) { return Letters(rawValue: two) }
    oddities |= oddity.bit
    return .none
  }

  /// A number of at most `digits` digits; 0 where nothing is stated.
  @inline(__always)
  private func number(
    _ route: FieldRoute, _ record: UnsafePointer<FieldBytes>, digits: Int, _ oddity: Oddity
  ) -> UInt32 {
    let text = value(route, record)
    guard !text.isEmpty else { return 0 }
    var number: UInt32 = 0
    for index in 0..<min(text.count, digits + 1) {
      let digit = text[index] &- 0x30
      guard digit < 10, index < digits else {
        oddities |= oddity.bit
        return 0
      }
      number = number * 10 + UInt32(digit)
    }
    return number
  }

  /// Five digits of a US postal code: `78520`, `78520-1234`, `785201234`; a lost leading zero is borne with.
  @inline(__always)
  private func zip(_ route: FieldRoute, _ record: UnsafePointer<FieldBytes>, _ oddity: Oddity) -> UInt32 {
    let text = value(route, record)
    guard !text.isEmpty else { return 0 }
    var number: UInt32 = 0
    var index = 0
    while index < text.count, index < 5, text[index] &- 0x30 < 10 {
      number = number * 10 + UInt32(text[index] &- 0x30)
      index += 1
    }
    let isWhole = index == text.count && index >= 3
    let isPlusFour = index == 5 && (text.count == 9 || (text.count == 10 && text[5] == 0x2D))
    guard isWhole || isPlusFour else {
      oddities |= oddity.bit
      return 0
    }
    return number
  }

  private func bindBalance(_ record: UnsafePointer<FieldBytes>, _ route: FieldRoute) {
    let text = value(route, record)
    guard !text.isEmpty else { return }
    let places = decimals(of: posting.currency)
    guard let reading = try? amountParser.read(text, decimals: places) else {
      oddities |= Oddity.balanceUnreadable.bit
      return
    }
    posting.balance = reading.isNegative ? -reading.magnitude : reading.magnitude
    posting.flags.insert(.balanceKnown)
  }
}
