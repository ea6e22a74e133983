import Hummingbird

/// Open flags: what to look at next.
struct HomePage: Page {
  static let template = Template.queue
  let title = "Queue"
  let section: Section? = .queue

  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    HomePage().response(session: context.session)
  }
}
