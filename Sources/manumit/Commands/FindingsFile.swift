import Pipeline

/// The findings of a run in CSV, readable by their owner alone: they name customers.
enum FindingsFile {
  static func write(_ findings: [FindingLine], to path: String) throws(PipelineError) {
    let text = "indicator,subject,day\n" + findings.map { $0.csv + "\n" }.sorted().joined()
    try OperatorFile.write(
      text.utf8, for: .owner, to: path, what: "The findings",
      advice: "The run itself is kept; check the folder, its room and its permissions")
  }
}
