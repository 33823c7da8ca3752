#if SQLite
  package import AttuneRelational
  internal import CSQLite

  #if canImport(Darwin)
    internal import Darwin
  #elseif canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #elseif canImport(Android)
    internal import Android
  #endif

  /// A database in a file of SQLite.
  package struct SQLiteDriver: SQLDriver {
    /// How long a statement waits for the locks of other connections, in milliseconds.
    private static let busyTimeout: Int32 = 10_000

    /// The path of the file, which `connect()` creates if it does not exist.
    package let path: String

    package var dialect: SQLDialect { .sqlite }
    package var displayName: String { path }

    package init(path: String) {
      self.path = path
    }

    /// - Throws: An error if the URL has a query, which belongs to Python's driver.
    package init(_ url: DatabaseURL) throws(DatabaseURLError) {
      if let option = url.options.first {
        throw DatabaseURLError(
          "The option `\(option.name)` is unknown for SQLite. Remove it from the database URL.")
      }
      path = url.database ?? ""
    }

    package func connect() throws(SQLError) -> any SQLConnection {
      // One thread at a time uses the connection, so that SQLite's mutex (`FULLMUTEX`) would only
      // cost time. Without `URI`, and with `./`, the path is a path whatever its characters are.
      let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
      var handle: OpaquePointer?
      let status = sqlite3_open_v2(path.hasPrefix("/") ? path : "./" + path, &handle, flags, nil)
      guard status == SQLITE_OK, let handle else {
        let reason = sqlite3_system_errno(handle)
        sqlite3_close_v2(handle)
        throw openingError(status, reason)
      }
      let connection = SQLiteConnection(owning: handle)
      sqlite3_extended_result_codes(handle, 1)
      sqlite3_busy_timeout(handle, Self.busyTimeout)
      // Files are read with the first statement. This one finds those that are no databases.
      do {
        try connection.execute("PRAGMA schema_version")
      } catch {
        throw checkingError(error)
      }
      return connection
    }

    private func openingError(_ status: Int32, _ reason: Int32) -> SQLError {
      let code = String(status)
      switch reason {
      // A file that cannot be created is reported as missing, also in a folder that exists.
      case ENOENT where access(folder, F_OK) == 0, EACCES, EPERM:
        return SQLError(
          .denied, code: code,
          "The permissions of the database \(path) or of its folder do not allow access.")
      case ENOENT, ENOTDIR:
        return SQLError(
          .missingDatabase, code: code,
          "The database \(path) cannot be created, because its folder does not exist. Create it.")
      case EROFS:
        return SQLError(
          .readOnly, code: code, "The database \(path) is on a file system that is read-only.")
      default:
        let text =
          reason == 0 ? String(cString: sqlite3_errstr(status)) : String(cString: strerror(reason))
        return SQLError(
          .other, code: code, "The database \(path) cannot be opened: \(text). Check the path.")
      }
    }

    private var folder: String {
      guard let slash = path.lastIndex(of: "/") else { return "." }
      return String(path[...slash])
    }

    private func checkingError(_ error: SQLError) -> SQLError {
      let text =
        switch error.kind {
        case .notADatabase: "The file \(path) is not a database of SQLite. Check the path."
        case .busy:
          """
          The database \(path) is locked by another connection for longer than \
          \(Self.busyTimeout / 1000) seconds. End the process that holds the lock.
          """
        default: "The database \(path) cannot be read: \(error.message)"
        }
      return SQLError(error.kind, code: error.code, text)
    }
  }
#endif
