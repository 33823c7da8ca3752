/// Points of a search space in columns, with the order of each column at hand.
struct Observations: Sendable {
  /// The coordinates as recorded, a column for each dimension, the rows oldest first.
  var columns: [[Double]]

  /// The rows of each column by ascending value, equal ones oldest first.
  var orders: [[Int32]]

  /// Creates a table from its columns.
  init(columns: [[Double]]) {
    self.columns = columns
    orders = columns.map { column in
      column.indices.map { Int32($0) }.sorted { a, b in
        (column[Int(a)], a) < (column[Int(b)], b)
      }
    }
  }

  /// Creates a table whose orders are known.
  init(columns: [[Double]], orders: [[Int32]]) {
    self.columns = columns
    self.orders = orders
  }

  /// The number of rows.
  var count: Int { columns.first?.count ?? 0 }
}
