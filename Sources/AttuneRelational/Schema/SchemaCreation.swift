/// The statements that create the tables as Optuna does.
///
/// Another process may be creating them at the same time, so they leave existing tables unchanged.
struct SchemaCreation {
  let dialect: SQLDialect

  /// The collation of the tables in MySQL.
  let collation: String

  /// The statements, in order; they can be executed within a transaction.
  var statements: [SQLStatement] {
    var texts: [String] = []
    if dialect == .postgreSQL {
      // Of two workers that create the tables, one waits for the other. The number is arbitrary.
      texts.append("SELECT pg_advisory_xact_lock(4829165170)")
      texts += types
    }
    texts += Schema.tables.map(table) + indices + [versionTable]
    texts += versions
    return texts.map { SQLStatement($0) }
  }

  /// The statements that mark the tables with their version, if they have none.
  var versions: [String] {
    // MySQL needs a table in a query that has a condition.
    let source = dialect == .mySQL ? " FROM DUAL" : ""
    return [
      "INSERT INTO version_info (version_info_id, schema_version, library_version) "
        + "SELECT 1, \(Schema.version), '\(Schema.library)'\(source) "
        + "WHERE NOT EXISTS (SELECT 1 FROM version_info)",
      "INSERT INTO alembic_version (version_num) SELECT '\(Schema.revision)'\(source) "
        + "WHERE NOT EXISTS (SELECT 1 FROM alembic_version)",
    ]
  }

  /// The types of enumerations.
  private var types: [String] {
    Schema.tables.flatMap(\.columns).compactMap { column in
      guard case .enumeration(let name, let labels) = column.type else { return nil }
      return """
        DO $$ BEGIN CREATE TYPE \(name) AS ENUM (\(list(labels))); \
        EXCEPTION WHEN duplicate_object THEN NULL; END $$
        """
    }
  }

  private func list(_ labels: [String]) -> String {
    labels.map { "'\($0)'" }.joined(separator: ", ")
  }

  private func table(_ table: Schema.Table) -> String {
    let id = table.columns[0].name
    var lines = table.columns.map(column)
    lines.append("PRIMARY KEY (\(id))")
    if !table.uniqueKey.isEmpty {
      lines.append("UNIQUE (\(table.uniqueKey.map(quoted).joined(separator: ", ")))")
    }
    if table.check != nil { lines.append("CHECK (\(id)=1)") }
    // In Optuna's MySQL tables, indices are a part of the table.
    if dialect == .mySQL {
      if table.name == "studies" { lines.append("UNIQUE INDEX ix_studies_study_name (study_name)") }
      if table.name == "trials" { lines.append("INDEX ix_trials_study_id (study_id)") }
    }
    lines += table.columns.compactMap { column in
      column.reference.map {
        "FOREIGN KEY(\(column.name)) REFERENCES \($0) (\(column.name))"
      }
    }
    return create(table.name, lines)
  }

  private var versionTable: String {
    let table = Schema.versionTable
    return create(
      table.name,
      table.columns.map(column)
        + ["CONSTRAINT alembic_version_pkc PRIMARY KEY (\(table.columns[0].name))"])
  }

  private func create(_ name: String, _ lines: [String]) -> String {
    "CREATE TABLE IF NOT EXISTS \(name) (\n\t\(lines.joined(separator: ", \n\t"))\n)" + options
  }

  private var options: String {
    // Names that differ in case are different names.
    dialect == .mySQL ? " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=\(collation)" : ""
  }

  private var indices: [String] {
    guard dialect != .mySQL else { return [] }
    return [
      "CREATE UNIQUE INDEX IF NOT EXISTS ix_studies_study_name ON studies (study_name)",
      "CREATE INDEX IF NOT EXISTS ix_trials_study_id ON trials (study_id)",
    ]
  }

  private func column(_ column: Schema.Column) -> String {
    let isRequired = column.isRequired || isAssigned(column) && dialect != .postgreSQL
    return "\(quoted(column.name)) \(type(column))" + (isRequired ? " NOT NULL" : "")
      + (isAssigned(column) && dialect == .mySQL ? " AUTO_INCREMENT" : "")
  }

  private func isAssigned(_ column: Schema.Column) -> Bool {
    if case .id = column.type { true } else { false }
  }

  private func type(_ column: Schema.Column) -> String {
    switch column.type {
    case .id: dialect == .postgreSQL ? "SERIAL" : "INTEGER"
    case .int: "INTEGER"
    case .text: "TEXT"
    case .string(let length): "VARCHAR(\(length))"
    case .double:
      switch dialect {
      case .sqlite: "FLOAT"
      case .postgreSQL: "DOUBLE PRECISION"
      case .mySQL: "DOUBLE"
      }
    case .time: dialect == .postgreSQL ? "TIMESTAMP WITHOUT TIME ZONE" : "DATETIME"
    case .enumeration(let name, let labels):
      switch dialect {
      case .sqlite: "VARCHAR(\(labels.map(\.count).max() ?? 0))"
      case .postgreSQL: name
      case .mySQL: "ENUM(\(list(labels)))"
      }
    }
  }

  private func quoted(_ name: String) -> String { name == "key" ? dialect.key : name }
}
