/// What is true of the world and stands in no export.
final class Truth {
  var operations: [OperationTruth] = []
  var members: [MemberTruth] = []
  var lookalikes: [LookalikeTruth] = []

  /// Notes an innocent who looks like a red flag.
  func lookalike(_ group: String, _ customer: Customer) {
    lookalikes.append(LookalikeTruth(group: group, kind: "customer", identifier: customer.id))
  }

  /// Notes an innocent telephone, device or address.
  func lookalike(_ group: String, _ kind: MemberKind, _ identifier: String) {
    lookalikes.append(LookalikeTruth(group: group, kind: kind.rawValue, identifier: identifier))
  }
}

/// One criminal operation.
struct OperationTruth {
  let identifier: String
  let typology: Typology
  let difficulty: Difficulty
  /// ISO 8601 dates.
  let firstDay: String
  let lastDay: String
}

/// One name by which a part of an operation can be met in the data.
struct MemberTruth {
  let operation: String
  let kind: MemberKind
  let identifier: String
  let role: MemberRole
  let layer: MemberLayer
  /// Whether it is right to name it as the subject of a flag.
  let isFlaggable: Bool
  /// The outside account itself; nil for every other kind.
  let party: Party?

  /// Whether the exports or the customer file can show it.
  var isVisible: Bool { party?.wasSeen ?? true }
}

/// One innocent who looks like a red flag.
struct LookalikeTruth {
  let group: String
  let kind: String
  let identifier: String
}

/// What an operation does.
enum Typology: String, CaseIterable, Sendable {
  case humanSmuggling = "human-smuggling"
  case sexTrafficking = "sex-trafficking"
  case illicitMassage = "illicit-massage"
  case laborTrafficking = "labor-trafficking"
  case childExploitation = "online-child-sexual-exploitation"
  case sextortion
  case laundering = "laundering-network"
  case drugNexus = "drug-human-nexus"
}

/// How well an operation hides.
enum Difficulty: String, CaseIterable, Sendable {
  case blatant, plain, careful
}

enum MemberKind: String, Sendable {
  case customer, account, counterparty, device, phone, address, terminal
}

enum MemberRole: String, Sendable {
  case controller, facilitator, front, buyer
  case possibleVictim = "possible_victim"
  /// Families who pay; never subjects.
  case kin
}

/// Whether money gathers here, or it is one of the many it comes from.
enum MemberLayer: String, Sendable {
  case hub, leaf
}
