/// The mapping between the parameters of a space and the coordinates of CMA-ES, from 0 to 1.
struct CMAESCoordinates: Sendable {
  /// The parameters, all numeric, one for each coordinate.
  let space: SearchSpace

  /// The number of values of each integer or stepped parameter, which are equidistant from 0 to 1; nil
  /// for a parameter that is treated as continuous.
  let levelCounts: [Int?]

  /// Creates the mapping.
  ///
  /// - Parameter usesLevels: Whether integers and stepped numbers have levels, as CMA-ES with margin needs.
  ///   Otherwise, each of these values has an equal part of the interval, see
  ///   ``Distribution/position(of:)``.
  init(_ space: SearchSpace, usesLevels: Bool) {
    self.space = space
    levelCounts = space.parameters.map { usesLevels ? $0.distribution.levelCount : nil }
  }

  /// The value at a coordinate.
  func value(at coordinate: Double, of index: Int) -> ParameterValue {
    let distribution = space.parameters[index].distribution
    guard let count = levelCounts[index] else { return distribution.value(at: coordinate) }
    let level = (coordinate * Double(count - 1)).rounded()
    return distribution.value(number: min(max(Int(level), 0), count - 1))
  }

  /// The coordinate of a value; one outside the range is clamped.
  func coordinate(of value: ParameterValue, at index: Int) -> Double {
    let distribution = space.parameters[index].distribution
    guard levelCounts[index] != nil else { return distribution.position(of: value) }
    let (first, last) = distribution.bounds
    return min(max((value.recorded - first) / (last - first), 0), 1)
  }

  /// The coordinates of a trial; nil if a parameter is missing or of another kind.
  func point(of trial: ParameterList) -> [Double]? {
    var point: [Double] = []
    point.reserveCapacity(levelCounts.count)
    for (index, parameter) in space.parameters.enumerated() {
      guard let label = trial.parameter(named: parameter.name)?.value,
        let value = parameter.distribution.value(labelled: label)
      else { return nil }
      point.append(coordinate(of: value, at: index))
    }
    return point
  }
}

extension Distribution {
  /// The number of equidistant values; nil if there is none, or more than
  /// doubles can distinguish between 0 and 1.
  fileprivate var levelCount: Int? {
    switch self {
    case .float(let float) where float.step == nil: nil
    case .int(let int) where int.scale == .log: nil
    default: valueCount.flatMap { $0 <= 1 << 52 ? $0 : nil }
    }
  }

  /// The smallest and the largest number.
  fileprivate var bounds: (Double, Double) {
    switch self {
    case .float(let float): (float.low, float.high)
    case .int(let int): (Double(int.low), Double(int.high))
    case .categorical(let categorical): (0, Double(categorical.choices.count - 1))
    }
  }
}
