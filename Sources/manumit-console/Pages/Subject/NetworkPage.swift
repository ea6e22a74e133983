import Hummingbird
import Reporting
import Review

/// The network around a subject: who is gathered at whom, those who may need help marked with care.
struct NetworkPage: Page {
  static let template = Template.network
  let title = "Network"
  let section: Section? = .queue

  let who: String
  let subject: String
  let picture: String?
  let isPartial: Bool
  let isWide: Bool
  let wider: String
  let subjects: [NeighbourLine]

  /// Answers `GET /subjects/KEY/network?steps=…`.
  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let key = try context.subjectKey
    let steps = AddressQuery(request.uri).number("steps", in: 1...Neighbourhood.greatestDepth) ?? 1
    let network = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.neighbourhood(of: key, depth: steps, via: "console")
    }
    return NetworkPage(network, steps: steps).response(session: context.session)
  }

  init(_ network: Neighbourhood, steps: Int) {
    who = network.subjects.first?.who ?? ""
    subject = "/subjects/\(network.center)"
    isPartial = network.isPartial
    isWide = steps > 1
    wider = "/subjects/\(network.center)/network" + (steps > 1 ? "" : "?steps=2")
    picture =
      NetworkColumns(
        nodes: network.subjects.map {
          NetworkColumns.Node(
            key: $0.subjectKey, name: $0.who, distance: $0.distance, isPossibleVictim: $0.isPossibleVictim,
            isFlagged: !$0.flags.isEmpty)
        }, links: network.links.map { NetworkColumns.Link(from: $0.from, to: $0.to) }
      ).picture(identifier: "network")?.figure
    subjects = network.subjects.map(NeighbourLine.init)
  }
}

/// A subject of the network.
struct NeighbourLine: Sendable {
  let who: String
  let address: String
  let isProtect: Bool
  let distance: Int
  let flags: String

  init(_ neighbour: Neighbour) {
    who = neighbour.who
    address = "/subjects/\(neighbour.subjectKey)"
    isProtect = neighbour.isPossibleVictim
    distance = neighbour.distance
    flags =
      neighbour.flags.isEmpty
      ? "none of its own"
      : neighbour.flags.map { "\(spoken($0.typology)), score \($0.score), \(spoken($0.status))" }.joined(
        separator: "; ")
  }
}
