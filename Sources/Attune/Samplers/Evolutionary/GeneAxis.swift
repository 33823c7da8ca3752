/// A numeric parameter as a coordinate of crossovers and mutations.
///
/// The coordinate is the value, or its logarithm on a logarithmic scale. The bounds of integers and of
/// stepped ranges are half a step wider, so that the first and the last value are as likely as others.
struct GeneAxis: Sendable {
  /// The range of coordinates.
  let bounds: ClosedRange<Double>

  private let distribution: Distribution

  /// Creates the axis of a distribution; nil for choices.
  init?(_ distribution: Distribution) {
    switch distribution {
    case .float(let float): bounds = float.range.encodedBounds
    case .int(let int): bounds = int.range.encodedBounds
    case .categorical: return nil
    }
    self.distribution = distribution
  }

  /// The coordinate of a value; that of a value outside the range is a bound.
  func coordinate(of value: ParameterValue) -> Double {
    clipped(distribution.coordinate(recorded: value.recorded))
  }

  /// Moves a coordinate into the bounds.
  func clipped(_ coordinate: Double) -> Double {
    min(max(coordinate, bounds.lowerBound), bounds.upperBound)
  }

  /// The value nearest to a coordinate within the bounds; nil if that is not a number.
  ///
  /// A continuous range excludes its upper bound, as in Optuna.
  func value(at coordinate: Double) -> ParameterValue? {
    guard !coordinate.isNaN else { return nil }
    switch distribution {
    case .float(let float):
      let value = float.range.decode(coordinate)
      return .float(float.step == nil ? min(value, float.high.nextDown) : value)
    case .int(let int):
      let isInexact = int.scale == .linear && int.range.exceedsUnitInterval
      return .int(
        isInexact ? int.range.nearestValue(to: coordinate) : int.range.decode(coordinate))
    case .categorical: return nil
    }
  }
}
