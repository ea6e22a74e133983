import HTTPTypes
import Review

/// What is shown where something did not work.
struct ProblemPage: Page {
  static let template = Template.problem
  let title: String
  let reason: String
  let advice: String

  init(title: String, reason: String, advice: String) {
    self.title = title
    self.reason = reason
    self.advice = advice
  }

  init(_ error: ConsoleError) {
    let title =
      switch error.code {
      case .notFound: "Not found"
      case .forged: "Not accepted"
      case .tooMany: "Too many at once"
      default: "That did not work"
      }
    self.init(title: title, reason: "\(error.place): \(error.reason).", advice: error.advice)
  }

  init(_ error: ReviewError) {
    let title = error.code == .forbidden ? "Not yours to see or do" : "The database did not do it"
    self.init(title: title, reason: "\(error.place): \(error.reason).", advice: error.advice)
  }

  init(_ status: HTTPResponse.Status) {
    switch status {
    case .notFound:
      self.init(title: "Not found", reason: "There is no such page here.", advice: "Start from the queue.")
    case .contentTooLarge:
      self.init(
        title: "Too long", reason: "What was sent is longer than anything here needs.",
        advice: "Go back and shorten it.")
    default:
      self.init(
        title: "That did not work", reason: "The request could not be understood.",
        advice: "Go back and try again.")
    }
  }

  static let fault = ProblemPage(
    title: "A fault of this program", reason: "Something went wrong that should not have; it is in the log.",
    advice: "Try again. If it stays, tell whoever runs this console what you did and when.")
}
