/// Makes a proposal for a delimited file.
struct TableSniffer {
  let bytes: ArraySlice<UInt8>
  let isWhole: Bool

  func proposal() throws(IngestError) -> Proposal {
    let (encoding, why) = SampleText.encoding(of: Array(bytes), isWhole: isWhole)
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    guard let outcome = DialectSniffer(bytes: body, encoding: encoding, isWhole: isWhole).best() else {
      throw IngestError(
        code: .noTransactions, why: "No comma, semicolon, tab or pipe cuts the file into columns",
        remedy: "If it is of another format, ask the source for CSV or NDJSON")
    }
    var evidence = [why]
    let words = ProfileWords.word(for: outcome.dialect.delimiter, in: ProfileWords.delimiters)
    evidence.append(
      "Fields are separated by \(words): \(outcome.even) of \(outcome.records.count) records have "
        + "\(outcome.width) fields.")
    var profile = Profile()
    profile.dialect = outcome.dialect
    if outcome.dialect.quote == nil { evidence.append("Quotes do not enclose fields: one never closes.") }
    let header = HeaderFinder(records: outcome.records, width: outcome.width).find()
    let table = self.table(outcome, header, &profile, &evidence)
    var draft = ProposalDraft(table: table, isWhole: isWhole, profile: profile, evidence: evidence)
    return try draft.proposal()
  }

  private func table(
    _ outcome: DialectSniffer.Outcome, _ header: HeaderFinder.Finding, _ profile: inout Profile,
    _ evidence: inout [String]
  ) -> SampleTable {
    profile.dialect.preambleLines = header.preambleLines
    profile.dialect.hasHeader = header.names != nil
    if header.preambleLines > 0 {
      evidence.append("The first \(header.preambleLines) lines are no records.")
    }
    evidence.append(
      header.names == nil
        ? "No line names the columns." : "Line \(header.preambleLines + 1) names the columns.")
    var records = outcome.records[header.firstRecord...]
    if isWhole, let trailer = TrailerFinder(records: records, width: outcome.width).find() {
      profile.dialect.trailers = [trailer.rule]
      evidence.append(trailer.evidence)
      records = records.dropLast()
    }
    let width = header.names?.count ?? outcome.width
    let odd = records.filter { $0.cells.count != width }
    // One short record is a damaged one; many are the habit of the source. A single field is a remark.
    let short = odd.filter { $0.cells.count > 1 && $0.cells.count < width }.count
    if short > 1, short * 10 >= records.count {
      profile.dialect.allowsShortRows = true
      evidence.append(
        "Some records have fewer fields than there are columns; what is missing counts as empty.")
    }
    let long = odd.filter { $0.cells.count > width }.count
    if long > 0 {
      evidence.append("Records with more fields than there are columns (\(long)) would be rejected.")
    }
    let usable = records.map(\.cells).filter {
      $0.count == width || ($0.count > 1 && $0.count < width && profile.dialect.allowsShortRows)
    }
    return table(names: header.names, width: width, records: usable)
  }

  private func table(names: [String]?, width: Int, records: [[String]]) -> SampleTable {
    let trimmed = names?.map(DirectionEvidence.key)
    let columns = (0..<width).map { index in
      let name = names?[index].trimmingSpaces ?? ""
      // A column is called by its name where that name is its alone.
      let isUnique = !name.isEmpty && trimmed?.filter { $0 == name.lowercased() }.count == 1
      return SampleTable.Column(
        name: name, source: isUnique ? .column(name) : .position(index + 1),
        match: name.isEmpty ? nil : HeaderBinding.match(name))
    }
    let rows = records.map { $0 + Array(repeating: "", count: width - $0.count) }
    return SampleTable(columns: columns, rows: rows, hasNames: names != nil)
  }
}

extension String {
  /// Without white space at either end.
  var trimmingSpaces: String {
    var scalars = unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}
