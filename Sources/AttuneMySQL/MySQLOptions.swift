#if MySQL
  internal import AttuneRelational

  /// The query of a database URL, as the MySQL clients, PyMySQL and mysqlclient spell its options.
  struct MySQLOptions: Sendable {
    /// How a connection is encrypted.
    enum Encryption: Sendable {
      /// What the client library does by default.
      case libraryDefault
      case disabled
      case preferred
      case required
      /// Encrypted, with the certificate and the host name of the server checked. The library cannot
      /// check the certificate alone.
      case verified
    }

    private(set) var encryption = Encryption.libraryDefault

    /// Files and settings of TLS, by the option of the library.
    private(set) var certificateFiles: [CertificateFile: String] = [:]

    /// How long connecting may take, in seconds.
    private(set) var connectTimeout: UInt32 = 10

    /// How long an answer and a request may take, in seconds; nil for no limit.
    private(set) var readTimeout: UInt32?
    private(set) var writeTimeout: UInt32?

    private(set) var socketPath: String?

    /// The option file instead of the default ones, such as `~/.my.cnf`.
    private(set) var defaultFile: String?

    /// The group in option files, beside `[client]`.
    private(set) var defaultGroup = "client"

    /// An option whose value belongs to TLS.
    enum CertificateFile: String, Sendable, CaseIterable {
      case authority = "ssl_ca"
      case authorityFolder = "ssl_capath"
      case certificate = "ssl_cert"
      case key = "ssl_key"
      case cipher = "ssl_cipher"
    }

    /// - Throws: An error that names an option which is unknown or has an invalid value.
    init(_ options: [DatabaseURL.Option]) throws(DatabaseURLError) {
      var mode: Encryption?
      var isVerified: Bool?
      var isEnabled: Bool?
      for option in options {
        // Option files and the command line have hyphens.
        let name = String(option.name.map { $0 == "-" ? "_" : $0 })
        if let file = CertificateFile(rawValue: name) {
          certificateFiles[file] = option.value
          continue
        }
        switch name {
        case "ssl_mode": mode = try Self.encryption(option)
        case "ssl_verify_cert", "ssl_verify_server_cert": isVerified = try Self.flag(option)
        case "ssl_verify_identity": if try Self.flag(option) { isVerified = true }
        case "ssl_check_hostname":
          guard try Self.flag(option) else {
            throw DatabaseURLError(
              """
              The option `\(option.name)` of the database URL cannot be false, since the client \
              library checks certificates only together with host names. Use a certificate for \
              the host name, or write ssl_mode=REQUIRED to check neither.
              """)
          }
        case "ssl": isEnabled = try Self.flag(option)
        case "ssl_disabled": isEnabled = try !Self.flag(option)
        case "connect_timeout": connectTimeout = try Self.seconds(option)
        case "read_timeout": readTimeout = try Self.seconds(option)
        case "write_timeout": writeTimeout = try Self.seconds(option)
        case "unix_socket": socketPath = option.value
        case "read_default_file": defaultFile = option.value
        case "read_default_group": defaultGroup = option.value
        case "charset":
          guard ["utf8mb4", "utf8"].contains(option.value.lowercased()) else {
            throw DatabaseURLError("`charset` in the database URL must be utf8mb4. Remove it.")
          }
        default:
          throw DatabaseURLError(
            """
            The option `\(option.name)` of the database URL is unknown for MySQL. \
            Remove it if it is an option of a Python driver.
            """)
        }
      }
      if let mode {
        encryption = mode
      } else if isEnabled == false {
        encryption = .disabled
      } else if isVerified ?? hasAuthority {
        encryption = .verified
      } else if isEnabled == true || !certificateFiles.isEmpty {
        encryption = .required
      }
    }

    /// A certificate authority is stated in order to be checked.
    private var hasAuthority: Bool {
      certificateFiles[.authority] != nil || certificateFiles[.authorityFolder] != nil
    }

    private static func encryption(
      _ option: DatabaseURL.Option
    ) throws(DatabaseURLError) -> Encryption {
      switch option.value.uppercased() {
      case "DISABLED": return .disabled
      case "PREFERRED": return .preferred
      case "REQUIRED": return .required
      case "VERIFY_CA", "VERIFY_IDENTITY": return .verified
      default:
        throw DatabaseURLError(
          """
          `\(option.name)` in the database URL must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA \
          or VERIFY_IDENTITY.
          """)
      }
    }

    private static func flag(_ option: DatabaseURL.Option) throws(DatabaseURLError) -> Bool {
      switch option.value.lowercased() {
      case "true", "1", "yes", "on": return true
      case "false", "0", "no", "off": return false
      default:
        throw DatabaseURLError("`\(option.name)` in the database URL must be true or false.")
      }
    }

    private static func seconds(_ option: DatabaseURL.Option) throws(DatabaseURLError) -> UInt32 {
      guard let seconds = UInt32(option.value), (1...86_400).contains(seconds) else {
        throw DatabaseURLError(
          "`\(option.name)` in the database URL must be from 1 to 86400 seconds.")
      }
      return seconds
    }
  }
#endif
