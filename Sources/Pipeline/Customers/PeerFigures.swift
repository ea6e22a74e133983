public import Detection
public import History
public import Ledger

/// What the customers of a state do, by trade and occupation: reference data that rules compare with, frozen from the day a
/// person puts it in force, so that flags stay a function of transactions, rulebook and reference data.
public enum PeerFigures {
  /// Surveys every customer of whom the customer file knows a trade or an occupation. All cores; a pass over what is
  /// remembered.
  ///
  /// - Throws: `PipelineError` where the state knows too little, `HistoryError` where it cannot be read.
  public static func survey(of store: HistoryStore, currency: Currency) throws -> PeerSurvey {
    guard let register = try CustomerRegister(in: store, links: []) else {
      throw PipelineError(
        .customersUnknown, reason: "No customer file was loaded: nobody's trade or occupation is known",
        advice: "Load it with `manumit customers load FILE`")
    }
    let statistics = try store.statistics
    guard let first = statistics.firstDay, let last = statistics.lastDay,
      case let survey = PeerSurvey(firstDay: first, lastDay: last, currency: currency), survey.periods > 0
    else {
      throw PipelineError(
        .customersUnknown,
        reason: "Fewer than \(PeerSurvey.periodDays) days are remembered: no month can be counted",
        advice: "Scan more nights first")
    }
    let completion = ActivityCompletion(register: register)
    let parts = concurrentMap(Array(0..<SubjectKey.shardCount), stretch: 1) { shard in
      Result { try part(shard, of: store, survey, completion) }
    }
    return try parts.reduce(into: survey) { $0.add(try $1.get()) }
  }

  private static func part(
    _ shard: Int, of store: HistoryStore, _ empty: PeerSurvey, _ completion: ActivityCompletion
  ) throws -> PeerSurvey {
    var survey = empty
    try store.visit(shard: shard, where: { kind, _ in kind == .customer }) { activity in
      survey.add(try completion.completed(activity))
    }
    return survey
  }
}
