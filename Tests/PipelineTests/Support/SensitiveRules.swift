import Foundation
import Rulebook

/// A rulebook that fires often: low thresholds over every construct of the language, so that a law broken
/// anywhere shows in the flags.
enum SensitiveRules {
  static func rulebook() throws -> Rulebook { try Rulebook.load(files: files) }

  /// The same with rules that read the customer file: facts, links, what is gathered at a link.
  static func withCustomers() throws -> Rulebook { try Rulebook.load(files: files + customerFiles) }

  /// Writes the rulebook as files, for the program.
  static func write(to directory: String, withCustomers: Bool = false) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    for file in files + (withCustomers ? customerFiles : []) {
      try file.text.write(toFile: "\(directory)/\(file.name)", atomically: false, encoding: .utf8)
    }
  }

  private static let files: [RulebookFile] = [
    file("typology.yaml", "typology: test\ntitle: Test\nsources: [none]\nwindow: 30 days\nthreshold: 30\n"),
    rule(
      "T-CASH", "cash", "normal", sets: "money: cash and credit", at: "money",
      when: ["count of money in 7 days >= 3", "distinct place.county of money in 7 days >= 2"]),
    rule(
      "T-LINE", "line", "normal", sets: "money: cash and credit and amount between 8000 USD and 9999.99 USD",
      when: ["largest business day sum of money in 3 business days >= 9000 USD"]),
    rule(
      "T-PASS", "pass", "elevated",
      sets:
        "received: credit\n  sent: debit\n  passed: sent after received within 24 hours\n  kept: received before sent within 24 hours",
      when: [
        "sum of passed in 5 days / sum of received in 5 days >= 50%", "count of kept in 5 days >= 2",
      ]),
    rule(
      "T-TURN", "turn", "normal",
      sets:
        "received: cash and credit\n  sent: wire and debit\n  turns: sent following received within 48 hours",
      at: "turns", when: ["count of turns in 20 days >= 2"]),
    rule(
      "T-ONE", "one", "normal", sets: "sent: debit and counterparty stated", at: "sent",
      when: ["sum of sent in 10 days with same counterparty >= 1500 USD", "days of sent in 10 days >= 2"]),
    rule(
      "T-SWEEP", "sweep", "elevated",
      sets:
        "wages: payroll and credit\n  sent: p2p and debit and counterparty stated\n  sweeps: sent after wages within 72 hours",
      at: "sweeps", when: ["count of sweeps in 60 days with same counterparty >= 1"],
      extra: "rolls up to: counterparty\nrole: possible_victim\n"),
    rule(
      "T-HUB", "hub", "strong", about: "counterparty", sets: "leaves: gathered T-SWEEP", at: "leaves",
      when: ["distinct customer of leaves in 60 days >= 2"], extra: "role: controller\n"),
    rule(
      "T-PAID", "paid", "normal", about: "counterparty", sets: "paid: (p2p or wire) and debit",
      when: ["distinct account of paid in 14 days >= 4"], extra: "role: controller\n"),
    rule(
      "T-BURST", "burst", "normal", sets: "received: credit\n  sent: debit", at: "sent",
      when: ["sum of sent since first >= 50% of held"],
      extra:
        "first:\n  at: received\n  within: 2 days\n  when: [count of received in 2 days >= 3]\n  keep: {held: sum of received in 2 days}\n"
    ),
    rule(
      "T-RENT", "rent", "normal", key: "mitigation", sets: "rents: memo mentions rentals",
      when: ["count of rents in 20 days >= 2"]),
    rule(
      "T-CROWD", "crowd", "normal",
      sets: "received: credit\n  crowd: received amid at least 4 counterparty within 2 days",
      when: ["count of crowd in 5 days >= 4"]),
    rule(
      "T-LINK", "link", "elevated", about: "link\nlink: conductor", sets: "money: cash",
      when: ["distinct customer of money in 14 days >= 3"]),
    rule(
      "T-SHARED", "shared", "normal", about: "link\nlink: conductor",
      sets: "money: cash\n  crowd: money amid at least 3 customer within 12 hours",
      when: ["count of crowd in 2 days >= 3"]),
    rule(
      "T-ON", "on", "normal", about: "flagged", sets: "sent: debit and counterparty stated", at: "sent",
      when: ["sum of sent in 20 days with same counterparty / sum of sent in 20 days >= 30%"],
      extra: "rolls up to: counterparty\nrole: unknown\n"),
    rule(
      "T-BEHIND", "behind", "elevated", about: "hub", sets: "proceeds: gathered T-ON", at: "proceeds",
      when: ["largest of proceeds in 30 days >= 500 USD"]),
    file("words.yaml", "lexicon: rentals\ntitle: Rentals\nsources: [none]\nphrases: [rent]\n"),
  ]

  private static let customerFiles: [RulebookFile] = [
    rule(
      "T-BUYER", "buyer", "normal", about: "counterparty", sets: "paid: p2p and credit", at: "paid",
      when: ["count of paid in 5 days >= 1"], extra: "rolls up to: customer\nrole: buyer\n"),
    rule(
      "T-SOLD", "sold", "strong", about: "hub", sets: "buyers: gathered T-BUYER", at: "buyers",
      when: ["distinct customer of buyers in 20 days >= 3"], extra: "role: controller\n"),
    rule(
      "T-YOUNG", "young", "normal", sets: "money: credit and customer opened within 60 days",
      when: ["count of money in 10 days >= 3"]),
    rule(
      "T-FAR", "far", "normal", sets: "money: cash and farther from home than 300 miles",
      when: ["count of money in 10 days >= 2"]),
    rule(
      "T-SHOP", "shop", "elevated", sets: "money: cash and customer is business and customer trade in [7225]",
      when: ["count of money in 10 days >= 2"]),
    rule(
      "T-SELF", "self", "normal", key: "mitigation", sets: "own: counterparty is self",
      when: ["count of own in 20 days >= 1"]),
    rule(
      "T-HOUSE", "house", "elevated", about: "link\nlink: address", sets: "money: credit",
      when: ["distinct customer of money in 14 days >= 2", "count of money in 14 days >= 8"],
      extra: "role: controller\n"),
    rule(
      "T-LINE-SHARED", "line-shared", "elevated", about: "link\nlink: phone", sets: "money: cash",
      when: ["distinct customer of money in 14 days >= 2"], extra: "role: controller\n"),
    rule(
      "T-MAIL", "mail", "elevated", about: "link\nlink: email", sets: "money: p2p or ach",
      when: ["distinct customer of money in 14 days >= 2"], extra: "role: controller\n"),
    rule(
      "T-LEAF", "leaf", "elevated", sets: "wages: payroll and credit", at: "wages",
      when: ["count of wages in 10 days >= 1"], extra: "rolls up to: address\nrole: possible_victim\n"),
    rule(
      "T-HOUSED", "housed", "strong", about: "link\nlink: address", sets: "leaves: gathered T-LEAF",
      at: "leaves", when: ["distinct customer of leaves in 60 days >= 2"], extra: "role: controller\n"),
  ]

  private static func rule(
    _ id: String, _ family: String, _ strength: String, key: String = "indicator", about: String = "customer",
    sets: String, at: String? = nil, when: [String], extra: String = ""
  ) -> RulebookFile {
    var text = "\(key): \(id)\ntitle: \(id)\nabout: \(about)\ntypologies: [test]\nfamily: \(family)\n"
    text += "strength: \(strength)\nsources: [none]\ninnocent: [nothing]\n"
    if !extra.contains("role:") { text += key == "mitigation" ? "" : "role: facilitator\n" }
    text += "sets:\n  \(sets)\n"
    if let at { text += "at: \(at)\n" }
    text += extra + "when:\n" + when.map { "  - \($0)\n" }.joined()
    return file("\(id).yaml", text)
  }

  private static func file(_ name: String, _ text: String) -> RulebookFile {
    RulebookFile(name: name, text: text)
  }
}
