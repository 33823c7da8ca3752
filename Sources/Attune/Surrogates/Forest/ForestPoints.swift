/// Points of the unit cube with a value each: what a forest is grown on.
struct ForestPoints: Sendable {
  /// The coordinates of the points, column by column.
  let columns: [[Double]]
  /// The values of the points.
  let values: [Double]
  /// For each column the points in the order of their coordinates.
  let orders: [[Int32]]

  /// Creates the points.
  ///
  /// - Parameters:
  ///   - columns: At least one, with a coordinate in 0...1 for each point.
  ///   - values: Finite, and of magnitudes whose squares can be summed.
  /// - Complexity: O(*c* · *n* log *n*) for *n* points with *c* columns.
  init(columns: [[Double]], values: [Double]) {
    self.columns = columns
    self.values = values
    orders = columns.map { column in
      column.indices.map { Int32($0) }.sorted { (column[Int($0)], $0) < (column[Int($1)], $1) }
    }
  }
}
