public import Attune

extension RelationalStorage {
  /// Returns the studies, in the order of their creation.
  public func listStudies() throws(StorageError) -> [StudyDescription] {
    try studies(where: "", [])
  }

  /// Returns the study with exactly the given name, or nil if there is none.
  public func findStudy(named name: String) throws(StorageError) -> StudyDescription? {
    // No database stores this character, so that no study has it in its name.
    guard !name.utf8.contains(0) else { return nil }
    return try studies(where: " WHERE s.study_name = ?", [.text(name)])
      .first { $0.name.isIdentical(to: name) }
  }

  private func studies(
    where condition: String, _ values: [SQLValue]
  ) throws(StorageError) -> [StudyDescription] {
    let rows = try perform(.reading) { session throws(RelationalFailure) -> [[SQLValue]] in
      guard try session.prepareToRead() else { return [] }
      return try session.execute(
        "SELECT s.study_id, s.study_name, \(dialect.text("d.direction")) FROM studies s "
          + "LEFT JOIN study_directions d ON d.study_id = s.study_id\(condition) "
          + "ORDER BY s.study_id, d.objective", values
      ).rows
    }
    var studies: [(id: Int, name: String, directions: [Direction])] = []
    for values in rows {
      let row = TableRow(
        table: "studies", owner: "study \(values[0])", displayName: driver.displayName,
        values: values)
      let id = try row.int("study_id", at: 0)
      let direction = try row.label("direction", at: 2, of: DatabaseLabels.directions)
      if studies.last?.id == id {
        studies[studies.count - 1].directions.append(direction)
      } else {
        studies.append((id, try row.requiredText("study_name", at: 1), [direction]))
      }
    }
    return studies.map { StudyDescription(id: $0.id, name: $0.name, directions: $0.directions) }
  }

  /// Creates a study with its attributes in one transaction; returns nil if a study of that name exists.
  public func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    let token = JSONValue.string(UUID.random())
    var systemAttributes = template.systemAttributes
    systemAttributes[SystemAttribute.token] = token
    return try perform(.recording) { session throws(RelationalFailure) in
      try session.prepareToWrite()
      try session.delayCommits(false)
      let rules = session.writer.rules
      let (user, system) = try RelationalFailure.passingOn { () throws(StorageError) in
        try rules.checkName(template.name, of: "the study")
        return (
          try rules.attributeRows(template.userAttributes),
          try rules.attributeRows(systemAttributes)
        )
      }
      try session.begin()
      let id: Int
      do throws(RelationalFailure) {
        id = try insertStudy(template.name, &session)
      } catch {
        guard case .database(let failure) = error, failure.kind == .duplicate else { throw error }
        session.rollBack()
        // A lost connection may have hidden that the study was created by the attempt before.
        return try findStudy(named: template.name, token: token, &session)
      }
      let insertion = Insertion(dialect: dialect)
      let directions = template.directions.enumerated().map { index, direction in
        [SQLValue.text(DatabaseLabels.label(of: direction)), .int(id), .int(index)]
      }
      try session.commit(
        insertion.rows("study_directions", ["direction", "study_id", "objective"], directions)
          + insertion.attributes("study_user_attributes", of: .study(id), user)
          + insertion.attributes("study_system_attributes", of: .study(id), system))
      return id
    }
  }

  private func insertStudy(
    _ name: String, _ session: inout Session
  ) throws(RelationalFailure) -> Int {
    // SQLite would assign the id of a deleted study again, which its readers would not notice.
    if dialect == .sqlite {
      try session.execute(
        "INSERT INTO studies (study_id, study_name) SELECT 1 + max(coalesce((SELECT max(study_id) "
          + "FROM studies), 0), coalesce((SELECT max(CAST(value_json AS INTEGER)) FROM "
          + "study_system_attributes WHERE study_id IS NULL AND \"key\" = ?), 0)), ?",
        [.text(Tombstone.studyKey), .text(name)])
    } else {
      let result = try session.execute(
        "INSERT INTO studies (study_name) VALUES (?)" + dialect.returning("study_id"),
        [.text(name)])
      if case .int(let id)? = result.rows.first?.first { return id }
    }
    return try session.lastInsertedID()
  }

  private func findStudy(
    named name: String, token: JSONValue, _ session: inout Session
  ) throws(RelationalFailure) -> Int? {
    let rows = try session.execute(
      "SELECT s.study_id FROM studies s JOIN study_system_attributes a ON a.study_id = s.study_id "
        + "WHERE s.study_name = ? AND a.\(dialect.key) = ? AND a.value_json = ?",
      [.text(name), .text(SystemAttribute.token), .text(token.description)]
    ).rows
    guard case .int(let id)? = rows.first?.first else { return nil }
    return id
  }

  /// Deletes a study and its trials in one transaction; returns whether it existed.
  public func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
    guard isID(study) else { return false }
    // If the connection is lost while the deletion is committed, the study may be gone at the next attempt.
    var isSent = false
    return try perform(.recording) { session throws(RelationalFailure) in
      guard try session.prepareToRead() else { return false }
      try session.delayCommits(false)
      try session.begin()
      guard try lock(study, &session) else {
        session.rollBack()
        return isSent
      }
      // Writers of the trials wait, and find afterwards that the trials do not exist.
      try session.execute(
        "SELECT trial_id FROM trials WHERE study_id = ?" + dialect.forUpdate, [.int(study)])
      if dialect == .sqlite { try session.execute(Tombstone.statements(ofStudy: study)) }
      isSent = true
      try session.commit(deletions(of: study))
      session.definitions[study] = nil
      return true
    }
  }

  private func deletions(of study: Int) -> [SQLStatement] {
    let ofTrials = [
      "trial_heartbeats", "trial_intermediate_values", "trial_values", "trial_params",
      "trial_user_attributes", "trial_system_attributes",
    ]
    let ofStudy = [
      "trials", "study_directions", "study_user_attributes", "study_system_attributes", "studies",
    ]
    let texts =
      ofTrials.map {
        "DELETE FROM \($0) WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)"
      } + ofStudy.map { "DELETE FROM \($0) WHERE study_id = ?" }
    return texts.map { SQLStatement($0, [.int(study)]) }
  }

  /// Locks the row of a study until the end of the transaction, as Optuna does; returns whether it exists.
  private func lock(
    _ study: Int, _ session: inout Session
  ) throws(RelationalFailure) -> Bool {
    try !session.execute([Self.lockStatement(study, dialect)])[0].rows.isEmpty
  }

  /// The statement that locks the row of a study until the end of the transaction.
  static func lockStatement(_ study: Int, _ dialect: SQLDialect) -> SQLStatement {
    SQLStatement(
      "SELECT study_id FROM studies WHERE study_id = ?" + dialect.forUpdate, [.int(study)])
  }
}
