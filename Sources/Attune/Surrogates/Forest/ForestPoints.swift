/// Points with a value each: what a forest is grown on.
struct ForestPoints: Sendable {
  /// What the points have along one dimension.
  enum Column: Sendable {
    /// A number in 0...1 for each point.
    case numbers([Double])
    /// A label for each point, by its place among so many.
    case labels([Int], count: Int)
  }

  /// The dimensions.
  let columns: [Column]
  /// The values of the points.
  let values: [Double]
  /// For each column what the points are sorted by: the numbers, or the places of the labels.
  let keys: [[Double]]
  /// For each column the points by ascending keys.
  let orders: [[Int32]]

  /// Creates the points.
  ///
  /// - Parameters:
  ///   - columns: At least one, with an element for each point.
  ///   - values: Finite, and of magnitudes whose squares can be summed.
  /// - Complexity: O(*c* · *n* log *n*) for *n* points with *c* columns.
  init(columns: [Column], values: [Double]) {
    self.columns = columns
    self.values = values
    keys = columns.map { column in
      switch column {
      case .numbers(let numbers): numbers
      case .labels(let labels, _): labels.map { Double($0) }
      }
    }
    orders = keys.map { keys in
      keys.indices.map { Int32($0) }.sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
    }
  }
}
