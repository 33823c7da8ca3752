#if PostgreSQL
  package import AttuneRelational
  internal import CPostgreSQL

  /// A database of a PostgreSQL server, version 12 or later, also behind PgBouncer.
  ///
  /// What the URL leaves out comes from where libpq looks: the environment (`PGPASSWORD`, `PGHOST`
  /// and others) and the password file (`PGPASSFILE`, by default `~/.pgpass`).
  package struct PostgreSQLDriver: SQLDriver {
    /// The oldest version that writes floating-point values exactly by default.
    private static let minVersion: Int32 = 120_000

    private let url: DatabaseURL

    /// How long connecting may take, in seconds; zero for no limit.
    private let timeout: Int

    package var dialect: SQLDialect { .postgreSQL }
    package var displayName: String { url.description }

    /// Creates a driver.
    ///
    /// The query of the URL may have all options of libpq.
    ///
    /// - Throws: An error if the query has an option that libpq does not know.
    package init(_ url: DatabaseURL) throws(DatabaseURLError) {
      for option in url.options { try Self.check(option) }
      self.url = url
      guard let timeout = Int(url.option("connect_timeout") ?? "10") else {
        throw DatabaseURLError("`connect_timeout` in the database URL is no number of seconds.")
      }
      self.timeout = timeout
    }

    private static func check(_ option: DatabaseURL.Option) throws(DatabaseURLError) {
      switch option.name {
      case "client_encoding":
        guard ["utf8", "utf-8"].contains(option.value.lowercased()) else {
          throw DatabaseURLError("`client_encoding` in the database URL must be utf8. Remove it.")
        }
      case "ssl":
        throw DatabaseURLError(
          "The option `ssl` of the database URL is unknown. Write `sslmode`, as libpq does.")
      case "dbname", "replication", "fallback_application_name":
        throw DatabaseURLError("Remove the option `\(option.name)` from the database URL.")
      case let name where !optionNames.contains(name):
        throw DatabaseURLError(
          """
          The option `\(name)` of the database URL is unknown to libpq. \
          Remove it if it is an option of a Python driver.
          """)
      default: break
      }
    }

    /// The names of libpq's options.
    private static let optionNames: Set<String> = {
      guard let options = PQconndefaults() else { return [] }
      defer { PQconninfoFree(options) }
      var names: Set<String> = []
      var option = options
      while let name = option.pointee.keyword {
        names.insert(String(cString: name))
        option += 1
      }
      return names
    }()

    package func connect() throws(SQLError) -> any SQLConnection {
      let handshake = PostgreSQLHandshake(parameters: parameters, timeout: timeout)
      let handle: OpaquePointer
      do {
        handle = try handshake.run()
      } catch {
        throw SQLError(
          error.kind, code: error.code,
          "\(displayName) cannot be opened: \(error.message). \(advice(on: error))")
      }
      let connection = PostgreSQLConnection(owning: handle)
      let version = PQserverVersion(handle)
      guard version >= Self.minVersion else {
        throw SQLError(
          .other,
          """
          \(displayName) is a server of version \(version / 10_000). Use version \
          \(Self.minVersion / 10_000) or later.
          """)
      }
      return connection
    }

    /// The parameters of the connection, of which later ones replace earlier ones.
    private var parameters: [(name: String, value: String)] {
      var parameters: [(String, String)] = [
        ("fallback_application_name", "attune"),
        // A server whose machine fails does not end the connection. The system's default notices
        // that after two hours, these after a minute, also while a statement is being sent.
        ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "60000"),
      ]
      if let host = url.host { parameters.append(("host", host)) }
      if let port = url.port { parameters.append(("port", String(port))) }
      if let user = url.user { parameters.append(("user", user)) }
      if let password = url.password { parameters.append(("password", password)) }
      if let database = url.database { parameters.append(("dbname", database)) }
      parameters += url.options.map { ($0.name, $0.value) }
      parameters.append(("client_encoding", "UTF8"))
      return parameters
    }

    private func advice(on error: SQLError) -> String {
      switch error.kind {
      case .unreachable: "Check the host and the port, and whether the server runs."
      case .denied:
        """
        Check the user and the password, which the URL, the variable PGPASSWORD or the file \
        ~/.pgpass has.
        """
      case .missingDatabase: "Create the database with `createdb`, or check its name."
      case .busy: "Use fewer connections, or raise `max_connections` of the server."
      default: "Check the options of the URL, such as `sslmode` and `sslrootcert`."
      }
    }
  }
#endif
