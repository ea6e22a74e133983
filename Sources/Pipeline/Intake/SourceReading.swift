import Ingest

/// How a source is to be read: by the profile the operator gave, or by what the source itself shows.
struct SourceReading {
  let profile: Profile
  /// What it rests on, a sentence each.
  let evidence: [String]

  /// - Throws: `IngestError` where the source cannot be understood, or leaves open what only a person knows.
  init(_ source: ByteSource, _ options: SourceOptions) throws(IngestError) {
    let sample = try source.peek(Sniffer.sampleBytes)
    if let given = options.profile {
      let reading = Sniffer.reading(sample, by: given)
      try Self.require(Self.unanswered(reading.open, options), source)
      profile = reading.profile
      evidence = ["Read by the profile \(given.name)."]
      return
    }
    var proposal: Proposal
    do throws(IngestError) {
      proposal = try Sniffer.proposal(for: sample, isWhole: sample.count < Sniffer.sampleBytes)
    } catch {
      var named = error
      named.source = source.name
      throw named
    }
    proposal.profile.time.zone = proposal.profile.time.zone ?? options.timeZone
    proposal.profile.currency = proposal.profile.currency ?? options.currency
    try Self.require(Self.unanswered(proposal.questions, options), source)
    profile = proposal.profile
    evidence = proposal.evidence
  }

  /// - Throws: `IngestError` where a question is open.
  private static func require(_ open: [OpenQuestion], _ source: ByteSource) throws(IngestError) {
    guard !open.isEmpty else { return }
    throw IngestError(
      code: .undecided, source: source.name, why: open.map(\.text).joined(separator: " "),
      remedy: "Run `manumit check` on it for a proposed profile, answer there, and give it with --profile")
  }

  /// The questions that the run's settings do not answer.
  static func unanswered(_ questions: [OpenQuestion], _ options: SourceOptions) -> [OpenQuestion] {
    questions.filter { question in
      switch question.code {
      case "time-zone": options.timeZone == nil
      case "currency": options.currency == nil
      case "institution": options.asksForInstitution && options.ownInstitution.isUnknown
      default: true
      }
    }
  }
}

extension IngestError.Code {
  /// The source leaves open what only a person knows.
  static let undecided = Self(rawValue: "undecided")
}
