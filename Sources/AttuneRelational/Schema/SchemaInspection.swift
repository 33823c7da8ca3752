internal import Attune

/// Compares the tables of a database with Optuna's.
struct SchemaInspection {
  let dialect: SQLDialect
  let displayName: String

  private static var allTables: [Schema.Table] { Schema.tables + [Schema.versionTable] }

  /// The query for the columns of the tables: table, column, collation.
  private var columnsQuery: SQLStatement {
    let names = Self.allTables.map { "'\($0.name)'" }.joined(separator: ", ")
    return switch dialect {
    case .sqlite:
      SQLStatement(
        "SELECT m.name, c.name, NULL FROM sqlite_master m JOIN pragma_table_info(m.name) c "
          + "WHERE m.type = 'table' AND m.name IN (\(names))")
    case .postgreSQL:
      SQLStatement(
        "SELECT CAST(table_name AS text), CAST(column_name AS text), NULL "
          + "FROM information_schema.columns "
          + "WHERE table_schema = ANY (current_schemas(false)) AND table_name IN (\(names))")
    case .mySQL:
      SQLStatement(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns "
          + "WHERE table_schema = DATABASE() AND table_name IN (\(names))")
    }
  }

  /// Looks at the tables.
  ///
  /// - Returns: The status, and the collations of the columns of names.
  /// - Throws: An error if the tables are not Optuna's, or of another version.
  func status(
    in session: inout Session
  ) throws(RelationalFailure) -> (status: SchemaStatus, collations: [String: String]) {
    var columns: [String: Set<String>] = [:]
    var collations: [String: String] = [:]
    for row in try session.execute([columnsQuery])[0].rows {
      guard case .text(let table) = row[0], case .text(let column) = row[1] else { continue }
      columns[table, default: []].insert(column)
      if case .text(let collation) = row[2] { collations["\(table).\(column)"] = collation }
    }
    // First the version: tables of other versions have other columns.
    let revision = try columns["alembic_version"].flatMap { _ throws(RelationalFailure) in
      try session.execute("SELECT version_num FROM alembic_version").rows.first?.first
    }
    if case .text(let revision)? = revision { try check(revision) }
    for table in Self.allTables {
      guard let present = columns[table.name] else { continue }
      if let missing = table.columns.first(where: { !present.contains($0.name) }) {
        throw .storage(
          StorageError(
            .unreadable,
            "the table \(table.name) in \(displayName) is not Optuna's: it has no column "
              + "\(missing.name); use another database"))
      }
    }
    let isComplete = Schema.tables.allSatisfy { columns[$0.name] != nil }
    if !isComplete { return (.incomplete(isEmpty: columns["studies"] == nil), collations) }
    return (revision == nil ? .unmarked : .readable, collations)
  }

  private func check(_ revision: String) throws(RelationalFailure) {
    guard revision != Schema.revision else { return }
    let remedy =
      Schema.earlierRevisions.contains(revision)
      ? "run `optuna storage upgrade` with Optuna 5"
      : "it was made by a newer version of Optuna; use a newer version of this library"
    throw .storage(
      StorageError(
        .unreadable,
        "the tables in \(displayName) have the revision \"\(revision.printable)\", not "
          + "\(Schema.revision); \(remedy)"))
  }
}
