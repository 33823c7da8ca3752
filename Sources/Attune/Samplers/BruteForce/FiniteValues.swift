/// The values of a distribution that a search of all combinations tries, in ascending order.
struct FiniteValues: Sendable, Hashable {
  let distribution: Distribution
  /// The number of values.
  let count: Int
  /// The values, if they are not all of the distribution.
  private let selected: [ParameterValue]?

  /// Creates the values of a distribution.
  ///
  /// - Parameter resolution: The largest number of values of a range, two or more. A range with more values
  ///   is represented by as many evenly spaced ones, with both bounds among them; choices are all tried.
  ///   Nil for all values.
  /// - Returns: Nil if a range is continuous, or has more values than an `Int` counts, and there is no
  ///   resolution.
  init?(_ distribution: Distribution, resolution: Int?) {
    self.distribution = distribution
    let all = distribution.valueCount
    if let resolution, !distribution.isCategorical, all.map({ $0 > resolution }) ?? true {
      var values: [ParameterValue] = []
      for index in 0..<resolution {
        let value = distribution.value(atFraction: Double(index) / Double(resolution - 1))
        // Rounding can give an integer twice on a logarithmic scale.
        if value != values.last { values.append(value) }
      }
      (count, selected) = (values.count, values)
    } else if let all {
      (count, selected) = (all, nil)
    } else {
      return nil
    }
  }

  /// The value at an index.
  subscript(index: Int) -> ParameterValue {
    selected.map { $0[index] } ?? distribution.value(number: index)
  }

  /// The recorded number of the value at an index; it identifies the value even if the range changes.
  func key(at index: Int) -> Double { self[index].recorded }

  /// The recorded number of one of the values that equals a given one, but for the rounding errors with which
  /// other programs compute the points of a grid; nil if there is none.
  ///
  /// - Complexity: O(log *m*) for *m* values.
  func key(nearest recorded: Double) -> Double? {
    var low = 0
    var high = count - 1
    while low < high {
      let middle = low + (high - low) / 2
      if key(at: middle) < recorded { low = middle + 1 } else { high = middle }
    }
    let above = key(at: low)
    let below = key(at: max(low - 1, 0))
    let tolerance = 1e-9 * (above - below)
    if abs(above - recorded) <= tolerance { return above }
    return abs(below - recorded) <= tolerance ? below : nil
  }
}

extension Distribution {
  var isCategorical: Bool {
    if case .categorical = self { true } else { false }
  }

  /// The allowed value nearest to a fraction of the way from the lowest value to the highest, on the scale of
  /// the range; both bounds are reached.
  fileprivate func value(atFraction fraction: Double) -> ParameterValue {
    func position(_ low: Double, _ high: Double) -> Double {
      low * (1 - fraction) + high * fraction
    }
    switch self {
    case .float(let float):
      let range = float.range
      if fraction == 0 { return .float(range.low) }
      if fraction == 1 { return .float(range.high) }
      return .float(range.decode(position(range.encode(range.low), range.encode(range.high))))
    case .int(let int):
      let range = int.range
      if fraction == 0 { return .int(range.low) }
      if fraction == 1 { return .int(range.high) }
      return .int(
        range.decode(
          position(range.encode(Double(range.low)), range.encode(Double(range.high)))))
    case .categorical(let categorical):
      return .choice(Int(fraction * Double(categorical.choices.count - 1)))
    }
  }
}
