#if MySQL
  package import AttuneRelational
  internal import CMariaDB

  /// A database of a server of MariaDB, version 10.6 or later, or MySQL, version 8 or later.
  ///
  /// The password comes from the URL, or else from the group `[client]` of the option files, such as
  /// `~/.my.cnf`, or from the variable `MYSQL_PWD`. The option files supply a user, a host and a
  /// database as well, if the URL has none.
  ///
  /// The client library ignores the signal `SIGPIPE` in the whole process with the first connection,
  /// since a write to an encrypted connection that is lost would end the process.
  package struct MySQLDriver: SQLDriver {
    private let url: DatabaseURL
    private let options: MySQLOptions

    package var dialect: SQLDialect { .mySQL }
    package var displayName: String { url.description }

    /// - Throws: An error if the query of the URL has an unknown option, or an invalid value.
    package init(_ url: DatabaseURL) throws(DatabaseURLError) {
      self.url = url
      options = try MySQLOptions(url.options)
    }

    package func connect() throws(SQLError) -> any SQLConnection {
      guard let handle = mysql_init(nil) else {
        throw SQLError(.other, "\(displayName) cannot be opened: the memory is exhausted.")
      }
      // Closes the handle if an error is thrown.
      let connection = MySQLConnection(owning: handle)
      setOptions(of: handle)
      let isConnected =
        mysql_real_connect(
          handle, url.host, url.user, url.password, url.database, UInt32(url.port ?? 0),
          options.socketPath, UInt(CLIENT_FOUND_ROWS)) != nil
      guard isConnected else {
        throw openingError(MySQLConnection.error(of: handle))
      }
      if options.encryption == .required && mysql_get_ssl_cipher(handle) == nil {
        throw openingError(SQLError(.other, "the server does not support TLS"))
      }
      // Option files may have changed these.
      set(false, MYSQL_OPT_RECONNECT, of: handle)
      guard mysql_set_character_set(handle, "utf8mb4") == 0 else {
        throw openingError(MySQLConnection.error(of: handle))
      }
      KeepAlive.enable(for: mysql_get_socket(handle))
      do {
        // As in the other databases, a statement finds what was committed before the statement. The
        // default finds what was committed before the first query of the transaction.
        try connection.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
      } catch {
        throw openingError(error)
      }
      return connection
    }

    private func setOptions(of handle: UnsafeMutablePointer<MYSQL>) {
      // The library reads option files while it connects, so that their options replace these. The
      // host, the port, the user, the password and the database of the URL have precedence.
      if let file = options.defaultFile { mysql_options(handle, MYSQL_READ_DEFAULT_FILE, file) }
      mysql_options(handle, MYSQL_READ_DEFAULT_GROUP, options.defaultGroup)
      mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
      set(options.connectTimeout, MYSQL_OPT_CONNECT_TIMEOUT, of: handle)
      if let timeout = options.readTimeout { set(timeout, MYSQL_OPT_READ_TIMEOUT, of: handle) }
      if let timeout = options.writeTimeout { set(timeout, MYSQL_OPT_WRITE_TIMEOUT, of: handle) }
      // A lost connection loses its transaction, which must not go unnoticed.
      set(false, MYSQL_OPT_RECONNECT, of: handle)
      // A server could otherwise ask for any file of the client.
      set(UInt32(0), MYSQL_OPT_LOCAL_INFILE, of: handle)
      // The library replaces `localhost` by a socket, even if there is a port.
      if let host = url.host, url.port != nil || host != "localhost", options.socketPath == nil {
        set(MYSQL_PROTOCOL_TCP.rawValue, MYSQL_OPT_PROTOCOL, of: handle)
      }
      setEncryption(of: handle)
    }

    private func setEncryption(of handle: UnsafeMutablePointer<MYSQL>) {
      for (file, value) in options.certificateFiles {
        mysql_options(handle, file.option, value)
      }
      let isVerified = options.encryption == .verified
      switch options.encryption {
      case .libraryDefault: break
      case .disabled:
        set(false, MYSQL_OPT_SSL_ENFORCE, of: handle)
        set(false, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, of: handle)
      case .preferred, .required, .verified:
        set(true, MYSQL_OPT_SSL_ENFORCE, of: handle)
        set(isVerified, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, of: handle)
      }
    }

    private func set(
      _ value: Bool, _ option: mysql_option, of handle: UnsafeMutablePointer<MYSQL>
    ) {
      var flag: my_bool = value ? 1 : 0
      mysql_options(handle, option, &flag)
    }

    private func set(
      _ value: UInt32, _ option: mysql_option, of handle: UnsafeMutablePointer<MYSQL>
    ) {
      var number = value
      mysql_options(handle, option, &number)
    }

    private func openingError(_ error: SQLError) -> SQLError {
      // A connection that ends while it is made was none.
      let kind =
        switch error.kind {
        case .connectionLost: error.code == "2026" ? SQLError.Kind.other : .unreachable
        default: error.kind
        }
      let advice =
        switch kind {
        case .unreachable:
          "Check the host and the port, and whether the server runs."
        case .denied:
          """
          Check the user, its grants for the database, and the password, which the URL, the group \
          [client] of ~/.my.cnf or the variable MYSQL_PWD has.
          """
        case .missingDatabase:
          """
          Create the database with CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, \
          or check its name.
          """
        case .busy: "Use fewer connections, or raise `max_connections` of the server."
        default:
          "Check the options of the URL, such as `ssl_mode`, and the certificate that `ssl_ca` names."
        }
      return SQLError(
        kind, code: error.code, "\(displayName) cannot be opened: \(error.message). \(advice)")
    }
  }

  extension MySQLOptions.CertificateFile {
    /// The option of the library.
    fileprivate var option: mysql_option {
      switch self {
      case .authority: MYSQL_OPT_SSL_CA
      case .authorityFolder: MYSQL_OPT_SSL_CAPATH
      case .certificate: MYSQL_OPT_SSL_CERT
      case .key: MYSQL_OPT_SSL_KEY
      case .cipher: MYSQL_OPT_SSL_CIPHER
      }
    }
  }
#endif
