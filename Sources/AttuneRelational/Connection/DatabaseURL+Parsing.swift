extension DatabaseURL {
  /// Parses a URL.
  ///
  /// As in SQLAlchemy, the password extends to the first `@`, so it may contain `:` and `/`; the
  /// characters `@`, `?` and `%` are written `%40`, `%3F` and `%25`.
  ///
  /// - Throws: An error that says what is wrong.
  package init(_ text: String) throws(DatabaseURLError) {
    guard let (scheme, rest) = text.split(around: "://") else {
      throw DatabaseURLError("The database URL has no `://`. \(Self.forms)")
    }
    dialect = try Self.dialect(ofScheme: scheme)

    let (address, query) = rest.split(around: "?") ?? (rest, "")
    options = try Self.options(of: query)

    let (credentials, location) = Self.splitCredentials(from: address)
    if let credentials {
      let (user, password) = credentials.split(around: ":") ?? (credentials, nil)
      self.user = try Self.decoded(user, "user").nonempty
      self.password = try password.map { (text) throws(DatabaseURLError) in
        try Self.decoded(text, "password")
      }
    } else {
      (user, password) = (nil, nil)
    }

    let (server, path) = location.split(around: "/") ?? (location, nil)
    (host, port) = try Self.hostAndPort(of: server)
    database = try path.map { (text) throws(DatabaseURLError) in
      try Self.decoded(text, "database")
    }?.nonempty

    if dialect == .sqlite { try checkFile() }
  }

  private static let forms = """
    A URL has the form postgresql://user@host:port/database, mysql://user@host:port/database, \
    sqlite:///relative/path or sqlite:////absolute/path.
    """

  private static func dialect(
    ofScheme scheme: Substring
  ) throws(DatabaseURLError) -> SQLDialect {
    switch scheme.prefix(while: { $0 != "+" }).lowercased() {
    case "postgresql", "postgres": return .postgreSQL
    case "mysql", "mariadb": return .mySQL
    case "sqlite": return .sqlite
    default:
      // A text with other characters may be a user and a password.
      let isScheme = scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
      throw DatabaseURLError(
        "The database URL has \(isScheme ? "the unknown scheme `\(scheme)`" : "no scheme"). \(forms)"
      )
    }
  }

  /// Splits `user:password@host` at the `@`.
  ///
  /// An `@` after a `/` that belongs to no password is a part of the database's name.
  private static func splitCredentials(
    from address: Substring
  ) -> (credentials: Substring?, location: Substring) {
    guard let (credentials, location) = address.split(around: "@"),
      !credentials.prefix(while: { $0 != ":" }).contains("/")
    else { return (nil, address) }
    return (credentials, location)
  }

  private static func hostAndPort(
    of server: Substring
  ) throws(DatabaseURLError) -> (String?, Int?) {
    var host = server
    var port: Substring = ""
    if server.first == "[" {
      guard let (address, rest) = server.dropFirst().split(around: "]"),
        rest.isEmpty || rest.first == ":"
      else {
        throw DatabaseURLError("The IPv6 address in the database URL has no closing `]`.")
      }
      (host, port) = (address, rest.dropFirst())
    } else if let (name, number) = server.split(around: ":") {
      (host, port) = (name, number)
    }
    // The text may be the end of a password, so that it is not printed.
    guard !server.contains("@") else {
      throw DatabaseURLError(
        "The database URL contains more than one `@`. Write `%40` for `@` in the password.")
    }
    guard !port.isEmpty else { return (String(host).nonempty, nil) }
    guard let number = Int(port), (1...65535).contains(number) else {
      throw DatabaseURLError(
        """
        The port in the database URL is not an integer from 1 to 65535. \
        Write an IPv6 address in brackets, as in [::1]:5432.
        """)
    }
    return (String(host).nonempty, number)
  }

  private static func options(of query: Substring) throws(DatabaseURLError) -> [Option] {
    var options: [Option] = []
    for item in query.split(separator: "&") {
      guard let (name, value) = item.split(around: "="), !name.isEmpty else {
        throw DatabaseURLError(
          "The query of the database URL has an item without `=`. Write ?name=value&name=value.")
      }
      let option = Option(
        name: try decoded(name.spaced, "query"), value: try decoded(value.spaced, "query"))
      guard !options.contains(where: { $0.name == option.name }) else {
        throw DatabaseURLError("The query of the database URL sets `\(option.name)` twice.")
      }
      options.append(option)
    }
    return options
  }

  private static func decoded(
    _ text: some StringProtocol, _ part: String
  ) throws(DatabaseURLError) -> String {
    guard let decoded = text.percentDecoded else {
      throw DatabaseURLError(
        "The \(part) in the database URL has an invalid `%` sequence. Write `%25` for `%`.")
    }
    guard !decoded.utf8.contains(0) else {
      throw DatabaseURLError("The \(part) in the database URL contains the character NUL.")
    }
    return decoded
  }

  private func checkFile() throws(DatabaseURLError) {
    guard host == nil, port == nil, user == nil, password == nil else {
      throw DatabaseURLError(
        """
        The SQLite URL has a host. Write three slashes before a relative path and four before an \
        absolute one: sqlite:///study.db, sqlite:////data/study.db.
        """)
    }
    guard let database, database != ":memory:" else {
      throw DatabaseURLError(
        """
        The SQLite URL has no path. Write sqlite:///study.db; a database in memory cannot be used, \
        because every connection has a separate one.
        """)
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The parts before and after the first occurrence of a separator; nil without one.
  fileprivate func split(around separator: String) -> (Substring, Substring)? {
    guard let range = firstRange(of: separator) else { return nil }
    return (self[..<range.lowerBound], self[range.upperBound...])
  }

  /// The text with the spaces that queries write as `+`.
  fileprivate var spaced: String { String(map { $0 == "+" ? " " : $0 }) }
}

extension StringProtocol {
  /// The text with `%` sequences replaced; nil if one is invalid, or the result is not UTF-8.
  fileprivate var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalDigit,
        let low = rest.popFirst()?.hexadecimalDigit
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension UInt8 {
  /// The value of a digit in ASCII; nil if the byte is none.
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension String {
  fileprivate var nonempty: String? { isEmpty ? nil : self }
}
