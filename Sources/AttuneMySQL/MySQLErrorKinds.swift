#if MySQL
  internal import AttuneRelational

  extension SQLError {
    init(number: UInt32, message: String) {
      self.init(Self.kind(ofNumber: number), code: String(number), message)
    }

    /// The kind of an error of MySQL and MariaDB, or of their client library from 2000 on.
    private static func kind(ofNumber number: UInt32) -> Kind {
      switch number {
      // Deadlock; lock wait timeout; row changed since the snapshot; NOWAIT.
      case 1213, 1205, 1020, 3572: .conflict
      // Too many connections, of all users and of one.
      case 1040, 1203, 1226: .busy
      // The last one is an error of TLS, which after the handshake is a lost connection.
      case 2006, 2013, 2055, 2026: .connectionLost
      // Shutdown; network errors; connection aborted, killed; closed for inactivity.
      case 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 4031: .connectionLost
      case 2002, 2003, 2005: .unreachable
      // User or password; database; host; no password; protocol; locked account.
      case 1045, 1044, 1130, 1698, 1251, 3118, 4151: .denied
      // Unknown database; none selected.
      case 1049, 1046: .missingDatabase
      // Permissions for a table, a column, an administrative statement; server or transaction that is
      // read-only.
      case 1142, 1143, 1227, 1290, 1792, 1836: .readOnly
      // Table full; disk full; size limit of a temporary table.
      case 1114, 1021, 1878: .full
      case 1062, 1169, 1586: .duplicate
      case 1146: .missingTable
      default: .other
      }
    }
  }
#endif
