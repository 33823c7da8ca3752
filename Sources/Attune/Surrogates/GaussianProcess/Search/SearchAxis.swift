/// The possible values of a coordinate in the search of an acquisition function's maximum.
enum SearchAxis: Sendable, Hashable {
  /// All numbers of 0...1.
  case continuous

  /// The coordinates of equally or logarithmically spaced values.
  case stepped(SteppedLevels)

  /// The indices of a number of categories.
  case categorical(Int)

  /// One value, for example of a parameter that is already set or inactive.
  case fixed(Double, CoordinateTable.Kind)

  /// The kind of the coordinate in tables of points.
  var kind: CoordinateTable.Kind {
    switch self {
    case .continuous, .stepped: .numeric
    case .categorical: .category
    case .fixed(_, let kind): kind
    }
  }

  /// The value at a fraction of the axis, of 0..<1.
  func value(at fraction: Double) -> Double {
    switch self {
    case .continuous: fraction
    case .stepped(let levels): levels.coordinate(levels.nearest(to: fraction))
    case .categorical(let count): min((fraction * Double(count)).rounded(.down), Double(count - 1))
    case .fixed(let value, _): value
    }
  }

  /// The nearest possible value to a coordinate; a category that does not exist becomes the first.
  func rounded(_ coordinate: Double) -> Double {
    switch self {
    case .continuous: return min(max(coordinate, 0), 1)
    case .stepped(let levels): return levels.coordinate(levels.nearest(to: coordinate))
    case .categorical(let count):
      return coordinate >= 0 && coordinate < Double(count) ? coordinate.rounded(.down) : 0
    case .fixed(let value, _): return value
    }
  }

  /// Whether there is no other value.
  var isConstant: Bool {
    switch self {
    case .continuous: false
    case .stepped(let levels): levels.count < 2
    case .categorical(let count): count < 2
    case .fixed: true
    }
  }
}
