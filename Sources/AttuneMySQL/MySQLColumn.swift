#if MySQL
  internal import AttuneRelational
  internal import CMariaDB

  /// The kind of values that a column has.
  enum MySQLColumn {
    case int(isUnsigned: Bool)
    case double
    case text

    /// The columns of an answer.
    static func columns(of answer: UnsafeMutablePointer<MYSQL_RES>) -> [MySQLColumn] {
      guard let fields = mysql_fetch_fields(answer) else { return [] }
      return (0..<Int(mysql_num_fields(answer))).map { MySQLColumn(fields[$0]) }
    }

    private init(_ field: MYSQL_FIELD) {
      switch field.type {
      case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG,
        MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
        self = .int(isUnsigned: field.flags & UInt32(UNSIGNED_FLAG) != 0)
      case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE: self = .double
      default: self = .text
      }
    }

    /// The value of a text that the server writes.
    func value(of text: String) -> SQLValue {
      switch self {
      case .int: Int(text).map { .int($0) } ?? .text(text)
      case .double: Double(text).map { .double($0) } ?? .text(text)
      case .text: .text(text)
      }
    }
  }
#endif
