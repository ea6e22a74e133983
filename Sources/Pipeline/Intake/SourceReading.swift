import Ingest

/// How a source is to be read: by the profile the operator gave, or by what the source itself shows.
struct SourceReading {
  let profile: Profile
  /// What it rests on, a sentence each.
  let evidence: [String]

  /// - Throws: `IngestError` where the source cannot be understood, or leaves open what only a person knows.
  init(_ source: ByteSource, _ options: SourceOptions) throws(IngestError) {
    if let profile = options.profile {
      self.profile = profile
      evidence = ["Read by the profile \(profile.name)."]
      return
    }
    let sample = try source.peek(Sniffer.sampleBytes)
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
    let open = Self.unanswered(proposal, options)
    guard open.isEmpty else {
      throw IngestError(
        code: .undecided, source: source.name, why: open.map(\.text).joined(separator: " "),
        remedy: "Run `manumit check` on it for a proposed profile, answer there, and give it with --profile")
    }
    profile = proposal.profile
    evidence = proposal.evidence
  }

  /// The questions of a proposal that the run's settings do not answer.
  static func unanswered(_ proposal: Proposal, _ options: SourceOptions) -> [OpenQuestion] {
    proposal.questions.filter { question in
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
