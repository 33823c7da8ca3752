/// The grid on which the densities of a parameter's values are compared: its choices, its discrete
/// values, or a number of equal intervals.
///
/// The number of cells and the cell of each value are those of Optuna 5 (PED-ANOVA, the discretized
/// Parzen estimator of eq. (15)).
struct ImportanceGrid {
  private let distribution: Distribution

  /// The number of cells.
  let count: Int

  /// Creates the grid of a distribution that has more than one value.
  ///
  /// - Parameter limit: The maximum number of cells of a numerical range.
  init(_ distribution: Distribution, limit: Int) {
    self.distribution = distribution
    switch distribution {
    case .categorical(let categorical):
      count = categorical.choices.count
    case .int(let int) where int.scale == .log:
      let octaves = Math.log(Double(Self.width(int) + 1)) / Math.log(2)
      count = min(Int(octaves.rounded(.up)) + 1, limit)
    case .int(let int):
      count = Int(min(Self.width(int) / Int128(int.step) + 1, Int128(limit)))
    case .float(let float):
      let intervals = float.step.map { ((float.high - float.low) / $0).rounded(.toNearestOrEven) }
      count = Int(min((intervals ?? .infinity) + 1, Double(limit)))
    }
  }

  /// The distance between the bounds, which may exceed `Int` for a recorded range.
  private static func width(_ int: IntDistribution) -> Int128 {
    Int128(int.high) - Int128(int.low)
  }

  /// Returns the density of recorded values over the cells.
  ///
  /// - Complexity: O(*n* + *p*²) for *n* values and *p* cells.
  func density(of values: [Double], priorWeight: Double) -> [Double] {
    var counts = [Int](repeating: 0, count: count)
    if case .categorical = distribution {
      for value in values { counts[Int(value)] += 1 }
      return GridDensity.unordered(counts: counts, priorWeight: priorWeight)
    }
    let low = distribution.coordinate(recorded: bounds.lowerBound) / 2
    let high = distribution.coordinate(recorded: bounds.upperBound) / 2
    // Halving gives the same quotients and prevents overflow of the difference.
    let width = (high - low) / Double(count - 1)
    for value in values {
      // Ties are rounded down. Values outside the range, which other programs may record, are clamped;
      // NaN goes to the lower bound.
      let x = distribution.coordinate(recorded: value) / 2
      let index = ((x - low) / width - 0.5).rounded(.up)
      counts[index > 0 ? Int(min(index, Double(count - 1))) : 0] += 1
    }
    return GridDensity.ordered(counts: counts, priorWeight: priorWeight)
  }

  private var bounds: ClosedRange<Double> {
    switch distribution {
    case .float(let float): float.low...float.high
    case .int(let int): Double(int.low)...Double(int.high)
    case .categorical(let categorical): 0...Double(categorical.choices.count - 1)
    }
  }
}
