/// The training set of a forest: points and their values.
struct ForestPoints: Sendable {
  /// The coordinates of the points along one dimension.
  enum Column: Sendable {
    /// A number in 0...1 for each point.
    case numbers([Double])
    /// The index of a label for each point, in 0 ..< `count`, or −1 for a point without a label.
    case labels([Int], count: Int)
  }

  /// The dimensions, each with an element for each point.
  let columns: [Column]
  /// The values of the points.
  private(set) var values: [Double]
  /// The sort keys: the numbers, or the indices of the labels; shape [column][point].
  let keys: [[Double]]
  /// The indices of the points in ascending order of keys, equal ones by index; shape
  /// [column][point].
  let orders: [[Int32]]

  /// Creates the points.
  ///
  /// - Parameters:
  ///   - columns: The dimensions, at least one, with an element for each point.
  ///   - values: Finite values, the sum of whose squares does not overflow.
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

  /// The points without their values.
  var table: CoordinateTable {
    let kinds = columns.map { column -> CoordinateTable.Kind in
      switch column {
      case .numbers: .numeric
      case .labels: .category
      }
    }
    return CoordinateTable(
      kinds: kinds, points: values.indices.map { point in keys.map { $0[point] } })
  }

  /// The same points with other values.
  ///
  /// - Complexity: O(1); the orders are shared.
  func with(values: [Double]) -> ForestPoints {
    var result = self
    result.values = values
    return result
  }
}
