#if PostgreSQL
  internal import AttuneRelational
  internal import CPostgreSQL

  #if canImport(Darwin)
    internal import Darwin
  #elseif canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #elseif canImport(Android)
    internal import Android
  #endif

  /// Connects to a server.
  ///
  /// `PQconnectdbParams` would report errors of the server as texts in the server's language. Step by
  /// step, the verbosity can be set before the server answers, so that the texts contain SQLSTATE.
  struct PostgreSQLHandshake {
    let parameters: [(name: String, value: String)]

    /// How long connecting may take, in seconds; zero for no limit.
    let timeout: Int

    /// - Returns: The handle, which the caller releases with `PQfinish`.
    func run() throws(SQLError) -> OpaquePointer {
      guard let handle = start() else { throw SQLError(.other, "the memory is exhausted") }
      do {
        try finish(handle)
      } catch {
        PQfinish(handle)
        throw error
      }
      return handle
    }

    private func start() -> OpaquePointer? {
      let names = CStringList(parameters.map(\.name) + [nil])
      let values = CStringList(parameters.map(\.value) + [nil])
      return names.withPointers { names in
        values.withPointers { values in PQconnectStartParams(names, values, 0) }
      }
    }

    private func finish(_ handle: OpaquePointer) throws(SQLError) {
      PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
      // Notices, such as those of `IF NOT EXISTS`, would be written to the standard error.
      PQsetNoticeReceiver(handle, { _, _ in }, nil)
      guard PQstatus(handle) != CONNECTION_BAD else { throw failure(of: handle) }
      let clock = ContinuousClock()
      let deadline = clock.now + .seconds(timeout)
      var state = PGRES_POLLING_WRITING
      while state != PGRES_POLLING_OK {
        let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        // Short waits, so that one which a signal ends is only repeated.
        let count = poll(&descriptor, 1, 100)
        if count > 0 { state = PQconnectPoll(handle) }
        guard state != PGRES_POLLING_FAILED else { throw failure(of: handle) }
        if timeout > 0 && clock.now >= deadline {
          throw SQLError(.unreachable, "the server does not answer within \(timeout) seconds")
        }
      }
    }

    private func failure(of handle: OpaquePointer) -> SQLError {
      // Hints are indented. `LOCATION` is the source line of the server.
      let lines = String(cString: PQerrorMessage(handle)).split(separator: "\n")
        .filter { !$0.hasPrefix("\t") && !$0.hasPrefix("LOCATION:") }
      // The form of a server's message is `connection … failed: SEVERITY:  SQLSTATE: text`.
      for line in lines {
        if let match = line.firstMatch(of: /: {2}([0-9A-Z]{5}): (.+)/) {
          let (code, text) = (String(match.output.1), String(match.output.2))
          return SQLError(kind(ofState: code, text), code: code, text)
        }
      }
      var text = lines.joined(separator: "; ")
      if text.last == "." { text.removeLast() }
      return SQLError(kind(ofText: text, handle), text.isEmpty ? "unknown error" : text)
    }

    private func kind(ofState state: String, _ text: String) -> SQLError.Kind {
      // PgBouncer has one state for all its errors.
      if state == "08P01" {
        if text.hasPrefix("no such database") { return .missingDatabase }
        if text.hasPrefix("no more connections") { return .busy }
        return text.contains("authentication") || text.hasPrefix("no such user") ? .denied : .other
      }
      let kind = SQLError.kind(ofState: state)
      return kind == .connectionLost ? .unreachable : kind
    }

    /// The kind of an error of libpq, whose texts are in English unless the program sets a locale.
    private func kind(ofText text: String, _ handle: OpaquePointer) -> SQLError.Kind {
      if PQconnectionNeedsPassword(handle) == 1 { return .denied }
      if text.contains("SSL") || text.contains("certificate") { return .other }
      let isNetwork = ["connection to server", "could not translate host name"]
        .contains { text.hasPrefix($0) }
      return isNetwork ? .unreachable : .other
    }
  }
#endif
