import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// `manumit customers load`, as an analyst meets it.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct CustomersCommandTests {
  private func write(_ text: String, to name: String, of state: TestState) throws -> String {
    let path = state.directory + "/" + name
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  @Test func wrongValuesAreToldWithTheirPlacesAndNothingIsKept() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try write(
      "account_id,kind,minor\nA1,person,no\nA2,robot,perhaps\n", to: "customers.csv", of: state)
    let result = try BuiltProgram.run(
      ["customers", "load", file, "--state", state.statePath, "--no-publish"])
    #expect(result.status == 65)
    #expect(result.errors.contains("2 values cannot be, and nothing of it was kept"))
    #expect(
      result.errors.contains("\(file):3: kind: it is neither person nor business; write person or business"))
    #expect(result.errors.contains("\(file):3: minor: it is neither yes nor no; write yes or no"))
    #expect(!result.errors.contains("robot"), "values are not repeated")
    let status = try BuiltProgram.run(["status", "--state", state.statePath])
    #expect(status.output.contains("customers  no customer file loaded"))
  }

  @Test func whatIsLoadedIsSaidAndUsed() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let export = try state.write(
      RandomExport(60, days: 5, seed: 8).withoutCustomers(seed: 8).rows, to: "e.csv")
    let file = try write(
      RandomCustomers.header + RandomCustomers(seed: 8).rows.joined(separator: "\n") + "\n",
      to: "customers.csv", of: state)
    let load = ["customers", "load", file, "--state", state.statePath, "--no-publish"]
    #expect(try BuiltProgram.run(["scan", export, "--state", state.statePath, "--no-publish"]).status == 0)
    let before = try BuiltProgram.run(["rulebook", "coverage", "--state", state.statePath])
    #expect(before.output.contains("address in customer file"))
    let result = try BuiltProgram.run(load)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("read       13 rows, 7 customers"))
    #expect(result.output.contains("customers  7 new, 0 changed, 0 as known"))
    let status = try BuiltProgram.run(["status", "--state", state.statePath])
    #expect(status.output.contains("customers  7 with 13 accounts, of \(file) loaded 20"))
    let coverage = try BuiltProgram.run(["rulebook", "coverage", "--state", state.statePath])
    #expect(!coverage.output.contains("address in customer file"))
    let explained = try BuiltProgram.run(["explain", "--account", "A1", "--state", state.statePath])
    #expect(explained.status == 0, "\(explained.errors)")
    let customer = try BuiltProgram.run(["explain", "--account", "C0", "--state", state.statePath])
    #expect(customer.output == explained.output, "an account is its customer's")
    let again = try BuiltProgram.run(load)
    #expect(again.output.contains("Nothing new: every customer was known already."))
  }

  @Test func helpNamesTheColumnsAndTheCodes() throws {
    let help = try BuiltProgram.run(["customers", "load", "--help"])
    #expect(help.status == 0)
    for word in ["customer_id", "branch_zip", "minor", "--replace", "--profile", "65 input not accepted"] {
      #expect(help.output.contains(word))
    }
    #expect(
      try BuiltProgram.run(["customers", "load", "/nonexistent.csv", "--state", "/tmp/x"]).status == 65)
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try write("name\nAna\n", to: "customers.csv", of: state)
    let unbound = try BuiltProgram.run(["customers", "load", file, "--state", state.statePath])
    #expect(unbound.status == 65)
    #expect(unbound.errors.contains("No column is known to hold customer_id or account_id"))
  }
}
