package import Attune

/// What a check of a database has found.
package struct DatabaseDiagnosis: Sendable {
  /// What the database holds, such as its version and the numbers of studies and trials.
  package let facts: [String]
  /// What is wrong, and what to do about it; empty if nothing is.
  package let findings: [String]
  /// The studies that can be read.
  package let studies: [StudySnapshot]
}

extension RelationalStorage {
  /// Checks the tables and their contents; records nothing.
  ///
  /// That is the version of the tables, the collations of names, rows without their owners, the numbers of
  /// trials, and whether every study can be read.
  ///
  /// - Throws: ``StorageError`` when the database cannot be read, or its tables are not Optuna's.
  /// - Complexity: O(*n*) for *n* rows.
  package func diagnose() throws(StorageError) -> DatabaseDiagnosis {
    let rows = try perform(.reading) { session throws(RelationalFailure) -> Inspection? in
      guard try session.prepareToRead() else { return nil }
      return try Inspection(&session)
    }
    guard let rows else {
      return DatabaseDiagnosis(
        facts: ["no tables; the first study creates them"], findings: [], studies: [])
    }
    var findings = rows.findings
    var studies: [StudySnapshot] = []
    for study in try listStudies() {
      do throws(StorageError) {
        if let snapshot = try self.study(named: study.name) { studies.append(snapshot) }
      } catch {
        findings.append("the study \"\(study.name)\" cannot be read: \(error.description)")
      }
    }
    return DatabaseDiagnosis(facts: rows.facts, findings: findings, studies: studies)
  }
}

/// What the rows of all tables show.
private struct Inspection: Sendable {
  private(set) var facts: [String] = []
  private(set) var findings: [String] = []

  init(_ session: inout Session) throws(RelationalFailure) {
    try readVersion(&session)
    try checkCollations(&session)
    for table in Schema.tables {
      for column in table.columns {
        if let owner = column.reference { try checkOwners(table, column, owner, &session) }
      }
    }
    try checkNumbers(&session)
  }

  private mutating func readVersion(_ session: inout Session) throws(RelationalFailure) {
    let version = try session.execute("SELECT library_version FROM version_info").rows.first?.first
    if case .text(let version)? = version {
      facts.append("tables of Optuna \(version.printable), revision \(Schema.revision)")
    } else {
      findings.append(
        "the table version_info has no row; opening the database with Optuna or with a program of "
          + "this library that creates a study adds it")
    }
  }

  private mutating func checkCollations(_ session: inout Session) throws(RelationalFailure) {
    let inspection = SchemaInspection(
      dialect: session.driver.dialect, displayName: session.driver.displayName)
    let collations = try inspection.status(in: &session).collations
    for (column, collation) in collations.sorted(by: { $0.key < $1.key })
    where !collation.hasSuffix("_bin") && Schema.nameColumns.contains(column) {
      findings.append(
        "the column \(column) has the collation \(collation.printable), which ignores case: of two "
          + "names `x` and `X` one is lost; convert its table to utf8mb4_bin")
    }
  }

  /// Counts the rows whose owner does not exist.
  ///
  /// Rows that name no owner keep SQLite from assigning ids again, see `Tombstone`.
  private mutating func checkOwners(
    _ table: Schema.Table, _ column: Schema.Column, _ owner: String, _ session: inout Session
  ) throws(RelationalFailure) {
    let count = try session.count(
      "SELECT COUNT(*) FROM \(table.name) c LEFT JOIN \(owner) o ON o.\(column.name) = "
        + "c.\(column.name) WHERE o.\(column.name) IS NULL AND c.\(column.name) IS NOT NULL")
    guard count > 0 else { return }
    findings.append(
      "\(count) \(count == 1 ? "row" : "rows") of \(table.name) without a row of \(owner), which "
        + "readers ignore; delete them")
  }

  private mutating func checkNumbers(_ session: inout Session) throws(RelationalFailure) {
    let rows = try session.execute(
      "SELECT s.study_id, COUNT(t.trial_id), COUNT(DISTINCT t.number), MAX(t.number) FROM studies s "
        + "LEFT JOIN trials t ON t.study_id = s.study_id GROUP BY s.study_id ORDER BY s.study_id"
    ).rows
    var trialCount = 0
    for row in rows {
      guard case .int(let study) = row[0], case .int(let count) = row[1] else { continue }
      trialCount += count
      let largest = if case .int(let number) = row[3] { number } else { -1 }
      if row[2] != .int(count) || largest != count - 1 {
        findings.append(
          "the numbers of the \(count) trials of the study with the id \(study) are not 0 to "
            + "\(count - 1), since a trial was deleted or two programs created trials at once; set each "
            + "number to the count of the study's trials with a smaller trial_id")
      }
    }
    facts.append(
      "\(rows.count) \(rows.count == 1 ? "study" : "studies"), \(trialCount) "
        + (trialCount == 1 ? "trial" : "trials"))
  }
}

extension Session {
  /// The number that a statement returns.
  fileprivate mutating func count(_ statement: String) throws(RelationalFailure) -> Int {
    let value = try execute(statement).rows.first?.first
    return if case .int(let count)? = value { count } else { 0 }
  }
}
