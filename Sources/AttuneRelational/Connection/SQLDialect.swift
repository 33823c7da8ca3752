/// The dialect of SQL that a database understands.
package enum SQLDialect: Sendable, Hashable {
  case sqlite
  case postgreSQL
  /// MySQL and MariaDB.
  case mySQL
}
