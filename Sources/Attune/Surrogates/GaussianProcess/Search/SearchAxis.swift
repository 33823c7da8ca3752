/// The possible values of a coordinate in the search of an acquisition function's maximum.
enum SearchAxis: Sendable, Hashable {
  /// All numbers of 0...1.
  case continuous

  /// All numbers of a part of 0...1.
  case interval(ClosedRange<Double>)

  /// The coordinates of equally or logarithmically spaced values.
  case stepped(SteppedLevels)

  /// The indices of a number of categories.
  case categorical(Int)

  /// One value, for example of a parameter that is already set or inactive.
  case fixed(Double, CoordinateTable.Kind)

  /// The kind of the coordinate in tables of points.
  var kind: CoordinateTable.Kind {
    switch self {
    case .continuous, .interval, .stepped: .numeric
    case .categorical: .category
    case .fixed(_, let kind): kind
    }
  }

  /// The value at a fraction of the axis, of 0..<1.
  func value(at fraction: Double) -> Double {
    switch self {
    case .continuous: fraction
    case .interval(let range):
      range.lowerBound + fraction * (range.upperBound - range.lowerBound)
    case .stepped(let levels): levels.coordinate(levels.nearest(to: levels.position(of: fraction)))
    case .categorical(let count): min((fraction * Double(count)).rounded(.down), Double(count - 1))
    case .fixed(let value, _): value
    }
  }

  /// The nearest possible value to a coordinate; a category that does not exist becomes the first.
  func rounded(_ coordinate: Double) -> Double {
    switch self {
    case .continuous: return min(max(coordinate, 0), 1)
    case .interval(let range):
      return min(max(coordinate, range.lowerBound), range.upperBound)
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
    case .interval(let range): range.lowerBound == range.upperBound
    case .stepped(let levels): levels.count < 2
    case .categorical(let count): count < 2
    case .fixed: true
    }
  }

  /// The bounds of a continuous coordinate; nil for others.
  var bounds: ClosedRange<Double>? {
    switch self {
    case .continuous: 0...1
    case .interval(let range): range
    case .stepped, .categorical, .fixed: nil
    }
  }

  /// Whether the coordinate is continuous.
  var isContinuous: Bool { bounds != nil }

  /// The axis limited to a range of coordinates; at least the nearest level of a stepped axis is left.
  func limited(to range: ClosedRange<Double>) -> SearchAxis {
    switch self {
    case .continuous, .interval: .interval(range)
    case .stepped(let levels): .stepped(levels.limited(to: range))
    case .categorical, .fixed: self
    }
  }
}
