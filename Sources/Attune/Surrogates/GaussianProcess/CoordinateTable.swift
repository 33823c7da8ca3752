import AttuneKernels

/// The points of a Gaussian process or candidates for evaluation, as columns of coordinates.
///
/// A numeric coordinate is in 0...1. A category is an index; an inactive one is −1, a value that
/// differs from all categories.
struct CoordinateTable: Sendable, Hashable {
  /// What the numbers of a coordinate mean.
  enum Kind: Sendable, Hashable {
    case numeric
    case category
  }

  /// The kind of each coordinate.
  let kinds: [Kind]

  /// The number of points.
  private(set) var count = 0

  /// The distance of columns in `coordinates`: `count` or more, a multiple of 8.
  private var stride = 0

  /// Coordinates of shape [dimension][stride]; those that pad are 0.
  private var coordinates: [Double] = []

  /// Creates a table of points that have one coordinate of each kind.
  init(kinds: [Kind], points: [[Double]] = []) {
    self.kinds = kinds
    reserveCapacity(points.count)
    for point in points { append(point) }
  }

  /// The number of coordinates of a point.
  var dimensionCount: Int { kinds.count }

  subscript(point: Int, dimension: Int) -> Double {
    get { coordinates[dimension * stride + point] }
    set { coordinates[dimension * stride + point] = newValue }
  }

  /// The indices of the points.
  var indices: Range<Int> { 0..<count }

  /// The coordinates of a point.
  func point(_ index: Int) -> [Double] { kinds.indices.map { self[index, $0] } }

  /// Adds a point.
  ///
  /// - Complexity: O(*d*) for *d* coordinates on average.
  mutating func append(_ point: [Double]) {
    if count == stride { reserveCapacity(2 * count + 1) }
    for (dimension, value) in point.enumerated() { self[count, dimension] = value }
    count += 1
  }

  /// Adds the points of another table of the same kinds.
  mutating func append(contentsOf other: CoordinateTable) {
    reserveCapacity(count + other.count)
    for index in 0..<other.count { append(other.point(index)) }
  }

  /// Makes room for a number of points.
  mutating func reserveCapacity(_ capacity: Int) {
    let size = TiledMatrix.padded(capacity)
    guard size > stride else { return }
    var larger = [Double](repeating: 0, count: size * kinds.count)
    for dimension in kinds.indices {
      for point in 0..<count {
        larger[dimension * size + point] = coordinates[dimension * stride + point]
      }
    }
    coordinates = larger
    stride = size
  }

  /// Calls a function with the points as the loops in `AttuneKernels` read them.
  func withUnsafePoints<Result>(_ body: (attune_points) -> Result) -> Result {
    coordinates.withUnsafeBufferPointer {
      body(attune_points(coordinates: $0.baseAddress, stride: stride, count: count))
    }
  }
}
