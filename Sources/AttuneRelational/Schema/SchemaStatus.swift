/// What a database has of Optuna's tables.
enum SchemaStatus: Equatable {
  /// They have not been looked at.
  case unknown
  /// Some or all tables are missing, and the others are right: another process may be creating them.
  case incomplete(isEmpty: Bool)
  /// The tables have no version: another process may be about to write it.
  case unmarked
  /// The tables can be read.
  case readable
  /// The tables can be read and written.
  case writable
}
