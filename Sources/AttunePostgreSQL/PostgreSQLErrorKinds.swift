#if PostgreSQL
  internal import AttuneRelational

  extension SQLError {
    /// The kind of an error of PostgreSQL.
    static func kind(ofState state: String) -> Kind {
      switch state {
      // Serialization failure, deadlock, lock not available.
      case "40001", "40P01", "55P03": .conflict
      case "53300": .busy
      // Shut down, crashed, starting, and the timeouts of idle sessions.
      case "57P01", "57P02", "57P03", "57P05", "25P03": .connectionLost
      // A violation of the protocol, such as a wrong number of parameters, ends no connection.
      case "08P01": .other
      case "3D000": .missingDatabase
      // No permission, a transaction that is read-only.
      case "42501", "25006": .readOnly
      case "53100": .full
      case "23505": .duplicate
      case "42P01": .missingTable
      default:
        switch state.prefix(2) {
        case "08": .connectionLost
        case "28": .denied
        default: .other
        }
      }
    }
  }
#endif
