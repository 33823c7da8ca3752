#if MySQL
  internal import AttuneRelational
  internal import CMariaDB

  /// The memory that the client library writes the values of a row to.
  struct MySQLRow: ~Copyable {
    /// The length up to which a text needs one call only, in bytes.
    private static let shortLength = 128

    /// One for each column.
    let bindings: UnsafeMutablePointer<MYSQL_BIND>

    private let columns: [MySQLColumn]
    private let numbers: UnsafeMutablePointer<UInt64>
    private let lengths: UnsafeMutablePointer<UInt>
    private let nulls: UnsafeMutablePointer<my_bool>
    private let texts: UnsafeMutablePointer<UInt8>

    init(_ columns: [MySQLColumn]) {
      self.columns = columns
      let count = columns.count
      bindings = .allocate(capacity: count)
      numbers = .allocate(capacity: count)
      lengths = .allocate(capacity: count)
      nulls = .allocate(capacity: count)
      texts = .allocate(capacity: count * Self.shortLength)
      bindings.initialize(repeating: MYSQL_BIND(), count: count)
      numbers.initialize(repeating: 0, count: count)
      lengths.initialize(repeating: 0, count: count)
      nulls.initialize(repeating: 0, count: count)
      texts.initialize(repeating: 0, count: count * Self.shortLength)
      for (index, column) in columns.enumerated() {
        bindings[index].length = lengths + index
        bindings[index].is_null = nulls + index
        bindings[index].buffer = UnsafeMutableRawPointer(numbers + index)
        switch column {
        case .int(let isUnsigned):
          bindings[index].buffer_type = MYSQL_TYPE_LONGLONG
          bindings[index].is_unsigned = isUnsigned ? 1 : 0
        case .double: bindings[index].buffer_type = MYSQL_TYPE_DOUBLE
        case .text:
          bindings[index].buffer_type = MYSQL_TYPE_STRING
          bindings[index].buffer = UnsafeMutableRawPointer(texts + index * Self.shortLength)
          bindings[index].buffer_length = UInt(Self.shortLength)
        }
      }
    }

    deinit {
      bindings.deallocate()
      numbers.deallocate()
      lengths.deallocate()
      nulls.deallocate()
      texts.deallocate()
    }

    /// The values of the row that a statement fetched.
    func values(
      of statement: UnsafeMutablePointer<MYSQL_STMT>
    ) throws(SQLError) -> [SQLValue] {
      var values: [SQLValue] = []
      values.reserveCapacity(columns.count)
      for (index, column) in columns.enumerated() {
        guard nulls[index] == 0 else {
          values.append(.null)
          continue
        }
        switch column {
        case .int(let isUnsigned):
          let number = numbers[index]
          values.append(
            isUnsigned && number > Int.max
              ? .text(String(number)) : .int(Int(truncatingIfNeeded: number)))
        case .double: values.append(.double(Double(bitPattern: numbers[index])))
        case .text: values.append(.text(try text(index, of: statement)))
        }
      }
      return values
    }

    private func text(
      _ index: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>
    ) throws(SQLError) -> String {
      let length = Int(lengths[index])
      if length <= Self.shortLength {
        let bytes = UnsafeBufferPointer(start: texts + index * Self.shortLength, count: length)
        return String(decoding: bytes, as: UTF8.self)
      }
      let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: length)
      defer { buffer.deallocate() }
      var binding = MYSQL_BIND()
      binding.buffer_type = MYSQL_TYPE_STRING
      binding.buffer = UnsafeMutableRawPointer(buffer)
      binding.buffer_length = UInt(length)
      guard mysql_stmt_fetch_column(statement, &binding, UInt32(index), 0) == 0 else {
        throw MySQLStatement.error(of: statement)
      }
      return String(decoding: UnsafeBufferPointer(start: buffer, count: length), as: UTF8.self)
    }
  }
#endif
