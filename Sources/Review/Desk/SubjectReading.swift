extension Connection {
  /// Puts on record that every flag around a subject is read: its own, and those at which it is gathered.
  ///
  /// - Throws: `ReviewError` `.notOpened` where there is no such subject or all its flags are other units'.
  public func openSubject(_ key: String, via program: String) throws(ReviewError) {
    _ = try query("SELECT manumit.open_subject($1, $2)", [key, program], doing: "Opening the subject")
  }

  /// One subject across typologies and episodes, after putting on record that it is read.
  ///
  /// - Throws: `ReviewError` `.notOpened` as `openSubject`.
  public func subjectFile(_ key: String, via program: String) throws(ReviewError) -> SubjectFile {
    try openSubject(key, via: program)
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: SubjectStatements.place)
    defer { rollBack() }
    let flags = try query(SubjectStatements.flags, [key], doing: SubjectStatements.place)
      .map(QueueStatements.entry)
    let relations = try query(SubjectStatements.relations, [key], doing: SubjectStatements.place)
      .map(SubjectStatements.relation)
    let heads = try query(SubjectStatements.subjects, ["{\(key)}"], doing: SubjectStatements.place)
      .map(SubjectStatements.subject)
    guard let head = heads.first else {
      throw ReviewError(
        code: .notOpened, place: SubjectStatements.place, reason: "there is no such subject any more",
        advice: "Look for it in the queue.")
    }
    return SubjectFile(
      subjectKey: key, subjectKind: head.kind, identifier: head.identifier, name: head.name,
      roleCode: head.roleCode, flags: flags,
      gathers: relations.filter { $0.direction == "gathers" }.map(\.relation),
      gatheredBy: relations.filter { $0.direction != "gathers" }.map(\.relation),
      snoozes: try snoozes(of: key), knownRelationships: try knownRelationships(of: key))
  }

  /// The network around a subject, after putting on record that all it tells of is read: subjects at most `depth` relations
  /// away, as far as whoever is signed in may see the flags that state them.
  ///
  /// - Throws: `ReviewError` `.notOpened` as `openSubject`.
  public func neighbourhood(of key: String, depth: Int = 1, via program: String) throws(ReviewError)
    -> Neighbourhood
  {
    var distances = [key: 0]
    var order = [key]
    var frontier = [key]
    var links: [String: NeighbourLink] = [:]
    var isPartial = false
    for distance in 1...min(max(1, depth), Neighbourhood.greatestDepth) {
      for subject in frontier { try openSubject(subject, via: program) }
      let found = try query(
        SubjectStatements.links, [Self.array(frontier), "\(Neighbourhood.mostLinks)"],
        doing: SubjectStatements.place
      ).map(SubjectStatements.link)
      isPartial = isPartial || found.count == Neighbourhood.mostLinks
      var next: [String] = []
      for link in found {
        let fresh = [link.from, link.to].filter { distances[$0] == nil }
        guard order.count + fresh.count <= Neighbourhood.mostSubjects else {
          isPartial = true
          continue
        }
        for subject in fresh {
          distances[subject] = distance
          order.append(subject)
          next.append(subject)
        }
        links[link.from + link.to] = link
      }
      frontier = next
      if frontier.isEmpty { break }
    }
    return Neighbourhood(
      center: key, subjects: try neighbours(order, distances),
      links: links.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) }, isPartial: isPartial)
  }

  /// The subjects of a network, in the order in which they were reached.
  private func neighbours(_ keys: [String], _ distances: [String: Int]) throws(ReviewError) -> [Neighbour] {
    let subjects = try query(SubjectStatements.subjects, [Self.array(keys)], doing: SubjectStatements.place)
      .map(SubjectStatements.subject)
    let byKey = Dictionary(subjects.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var flags: [String: [FlagMention]] = [:]
    let mentions = try query(SubjectStatements.mentions, [Self.array(keys)], doing: SubjectStatements.place)
      .map { cells in (cells.text(), FlagStatements.mention(&cells)) }
    for (key, mention) in mentions { flags[key, default: []].append(mention) }
    return keys.compactMap { key in
      byKey[key].map { subject in
        Neighbour(
          subjectKey: key, identifier: subject.identifier, name: subject.name, roleCode: subject.roleCode,
          distance: distances[key] ?? 0, flags: flags[key] ?? [])
      }
    }
  }

  /// Keys as PostgreSQL writes an array; they are hexadecimal digits.
  private static func array(_ keys: [String]) -> String {
    "{" + keys.filter { $0.utf8.allSatisfy(isHexadecimal) }.joined(separator: ",") + "}"
  }
}
