/// The value of evaluating a point next; larger is better.
protocol AcquisitionFunction: Sendable {
  /// The values at points.
  func values(at candidates: CoordinateTable) -> [Double]

  /// The value at a point; its gradient, which is 0 for categories, is added to `gradient`.
  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double
}
