/// The version of the program, recorded with every run.
enum Version {
  static let number = "0.1.0"
  static let text = "manumit \(number)"
}
