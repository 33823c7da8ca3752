/// The address of a database, as SQLAlchemy and libpq write it.
///
///     postgresql://user:password@host:port/database?sslmode=verify-full
///     mysql://user:password@host:port/database?ssl_ca=/etc/ca.pem
///     sqlite:///relative/path
///     sqlite:////absolute/path
///
/// The Python driver in a scheme such as `postgresql+psycopg2` is ignored. The user, the password,
/// the database and the values of the query are percent-decoded.
package struct DatabaseURL: Sendable {
  /// A parameter of the query.
  package struct Option: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  package let dialect: SQLDialect

  /// The user; nil for the default of the client library.
  package let user: String?

  /// The password; nil if the environment or a password file has it.
  package let password: String?

  /// The host name or the address; nil for the default of the client library.
  package let host: String?

  /// The port; nil for the default of the client library.
  package let port: Int?

  /// The name of the database, or the path of the file; nil for the default of the client library.
  package let database: String?

  /// The parameters of the query, in order; every name occurs once.
  package let options: [Option]

  /// The value of a parameter of the query.
  package func option(_ name: String) -> String? {
    options.first { $0.name == name }?.value
  }
}

extension DatabaseURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The URL without the password and the query.
  package var description: String {
    var text = "\(dialect.scheme)://"
    if let user { text += "\(user)@" }
    if let host { text += host.contains(":") ? "[\(host)]" : host }
    if let port { text += ":\(port)" }
    if let database { text += "/\(database)" }
    return text
  }

  package var debugDescription: String { description }

  /// A mirror without the password, since `dump` and failed expectations print all properties.
  package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension SQLDialect {
  /// The scheme of URLs.
  fileprivate var scheme: String {
    switch self {
    case .sqlite: "sqlite"
    case .postgreSQL: "postgresql"
    case .mySQL: "mysql"
    }
  }
}
