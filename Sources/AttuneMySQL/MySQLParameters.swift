#if MySQL
  internal import AttuneRelational
  internal import CMariaDB

  /// The values of a prepared statement, in memory whose addresses the client library keeps.
  struct MySQLParameters: ~Copyable {
    /// One for each value.
    let bindings: UnsafeMutablePointer<MYSQL_BIND>

    private let count: Int
    private let numbers: UnsafeMutablePointer<UInt64>
    private let lengths: UnsafeMutablePointer<UInt>
    private let texts: UnsafeMutablePointer<UInt8>

    init(_ values: [SQLValue]) {
      count = values.count
      bindings = .allocate(capacity: count)
      numbers = .allocate(capacity: count)
      lengths = .allocate(capacity: count)
      texts = .allocate(capacity: values.reduce(0) { $0 + $1.textLength })
      bindings.initialize(repeating: MYSQL_BIND(), count: count)
      numbers.initialize(repeating: 0, count: count)
      lengths.initialize(repeating: 0, count: count)
      var end = texts
      for (index, value) in values.enumerated() {
        switch value {
        case .null: bindings[index].buffer_type = MYSQL_TYPE_NULL
        case .int(let number):
          bindings[index].buffer_type = MYSQL_TYPE_LONGLONG
          numbers[index] = UInt64(bitPattern: Int64(number))
          bindings[index].buffer = UnsafeMutableRawPointer(numbers + index)
        case .double(let number):
          bindings[index].buffer_type = MYSQL_TYPE_DOUBLE
          numbers[index] = number.bitPattern
          bindings[index].buffer = UnsafeMutableRawPointer(numbers + index)
        case .text(let text):
          bindings[index].buffer_type = MYSQL_TYPE_STRING
          bindings[index].buffer = UnsafeMutableRawPointer(end)
          lengths[index] = UInt(text.utf8.count)
          bindings[index].buffer_length = lengths[index]
          bindings[index].length = lengths + index
          for byte in text.utf8 {
            end.initialize(to: byte)
            end += 1
          }
        }
      }
    }

    deinit {
      bindings.deallocate()
      numbers.deallocate()
      lengths.deallocate()
      texts.deallocate()
    }
  }

  extension SQLValue {
    /// The length of a text in UTF-8; zero for other values.
    fileprivate var textLength: Int {
      if case .text(let text) = self { text.utf8.count } else { 0 }
    }
  }
#endif
