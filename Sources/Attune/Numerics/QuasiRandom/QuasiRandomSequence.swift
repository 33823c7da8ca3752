/// A sequence of points that cover the unit cube more evenly than random points do.
///
/// Any coordinate of any point can be computed without the others. It depends only on the dimension,
/// the index and the settings of the sequence, so a sequence with more dimensions has the same
/// coordinates in those that both have.
protocol QuasiRandomSequence: Sendable {
  /// The number of coordinates of a point.
  var dimensionCount: Int { get }

  /// Returns a coordinate of a point, in 0..<1.
  ///
  /// - Parameters:
  ///   - dimension: The index of the coordinate.
  ///   - index: The position of the point in the sequence, counted from 0.
  /// - Precondition: `dimension` is in `0..<dimensionCount`.
  func coordinate(_ dimension: Int, at index: UInt64) -> Double
}

extension QuasiRandomSequence {
  /// Returns a point, whose coordinates are in 0..<1.
  ///
  /// - Parameter index: The position of the point in the sequence, counted from 0.
  func point(at index: UInt64) -> [Double] {
    (0..<dimensionCount).map { coordinate($0, at: index) }
  }
}
