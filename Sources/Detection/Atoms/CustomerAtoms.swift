import Ledger
import Rulebook

/// The atoms that the customer file answers.
struct CustomerAtoms: Sendable {
  var opened: [OpenedWithin] = []
  var business: [(bit: AtomBits, isBusiness: Bool)] = []
  var trades: [(bit: AtomBits, prefixes: [String])] = []
  var occupations: [(bit: AtomBits, lexicon: Int)] = []
  var sharesAddress = AtomBits.none
  var isEmployer = AtomBits.none
  var contacts: [ContactLookup] = []

  /// So many days from the day an account was opened.
  struct OpenedWithin: BitwiseCopyable, Sendable {
    var bit: AtomBits
    var days: Int32
  }

  /// What is known of one customer, put once for all its postings.
  func known(of facts: CustomerFacts, _ matcher: PhraseMatcher) -> KnownCustomer {
    var known = KnownCustomer()
    known.isKnown = true
    known.fields = facts.fields
    known.homeZip = facts.homeZip ?? 0
    known.opened = facts.opened?.ordinal
    if let isBusiness = facts.isBusiness {
      for atom in business where atom.isBusiness == isBusiness { known.bits |= atom.bit }
    }
    if let naics = facts.naics {
      for atom in trades where atom.prefixes.contains(where: naics.hasPrefix) { known.bits |= atom.bit }
    }
    if var occupation = facts.occupation, !occupations.isEmpty {
      let mentioned = occupation.withUTF8 { matcher.lexicons(in: UnsafeRawBufferPointer($0)) }
      for atom in occupations where mentioned >> LexiconBits(atom.lexicon) & 1 != 0 {
        known.bits |= atom.bit
      }
    }
    for contact in contacts {
      let text: String? =
        switch contact.field {
        case .customerPhone: facts.phone
        case .customerEmail: facts.email
        case .customerAddress: facts.address
        case .counterpartyPhone, .counterpartyAccount: nil
        }
      guard var text, text.withUTF8({ contact.contains(UnsafeRawBufferPointer($0)) }) else { continue }
      // A record that states a phone of its own speaks for itself.
      if contact.field == .customerPhone { known.phoneBits |= contact.bit } else { known.bits |= contact.bit }
    }
    if !sharesAddress.isEmpty { known.address = Self.hash(facts.address) }
    if !isEmployer.isEmpty { known.employer = Self.hash(facts.employer) }
    return known
  }

  private static func hash(_ text: String?) -> UInt64 {
    guard var text else { return 0 }
    return text.withUTF8 { FoldedText.hash(of: UnsafeRawBufferPointer($0)) }
  }

  /// The atoms that hold for one posting of a known customer.
  func bits(
    of posting: Posting, _ known: KnownCustomer, texts ownTexts: UnsafeRawBufferPointer
  ) -> AtomBits {
    var bits = known.bits
    if posting.textMask & TextField.phone.bit == 0 { bits |= known.phoneBits }
    if let day = known.opened, !opened.isEmpty {
      let age = posting.day.ordinal - day
      if age >= 0 { for atom in opened where age <= atom.days { bits |= atom.bit } }
    }
    if Self.says(known.address, .counterpartyAddress, posting, ownTexts) { bits |= sharesAddress }
    if Self.says(known.employer, .counterpartyName, posting, ownTexts) { bits |= isEmployer }
    return bits
  }

  private static func says(
    _ hash: UInt64, _ field: TextField, _ posting: Posting, _ texts: UnsafeRawBufferPointer
  ) -> Bool {
    guard hash != 0, let text = PostingText.find(field, mask: posting.textMask, in: texts) else {
      return false
    }
    return FoldedText.hash(of: text) == hash
  }
}

/// One customer as its atoms see it; of any other subject nothing is known.
struct KnownCustomer: Sendable {
  var isKnown = false
  /// The atoms that hold for every posting.
  var bits = AtomBits.none
  /// Those that hold for postings that state no phone.
  var phoneBits = AtomBits.none
  var fields = FieldSet()
  var homeZip: UInt32 = 0
  /// Ordinal of the day the account was opened.
  var opened: Int32?
  /// Hashes of folded letters; 0 where unknown or not asked for.
  var address: UInt64 = 0
  var employer: UInt64 = 0

  static let nobody = KnownCustomer()
}
