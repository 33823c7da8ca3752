/// The places at which the densities of a parameter's values are compared: its choices, the points of
/// a grid, or as many even parts of its range.
///
/// The number of places and the place of each value are those of Optuna 5.
struct ImportanceGrid {
  private let distribution: Distribution

  /// How many places there are.
  let count: Int

  /// Creates the places of a distribution that has more than one value.
  ///
  /// - Parameter limit: How many places a range has at most.
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

  /// From the lowest to the highest value; a range that a journal records may be wider than an `Int`.
  private static func width(_ int: IntDistribution) -> Int128 {
    Int128(int.high) - Int128(int.low)
  }

  /// The density of recorded values over the places.
  ///
  /// - Complexity: O(*n* + *p*²) for *n* values and *p* places.
  func density(of values: [Double], priorWeight: Double) -> [Double] {
    var counts = [Int](repeating: 0, count: count)
    if case .categorical = distribution {
      for value in values { counts[Int(value)] += 1 }
      return GridDensity.unordered(counts: counts, priorWeight: priorWeight)
    }
    let low = distribution.coordinate(recorded: bounds.lowerBound) / 2
    let high = distribution.coordinate(recorded: bounds.upperBound) / 2
    // Halves give the same numbers, and cannot overflow where the whole does.
    let width = (high - low) / Double(count - 1)
    for value in values {
      // Half-way values go down. Numbers that make no sense, as other programs may record them, count
      // as the nearest bound, the lower one in doubt.
      let x = distribution.coordinate(recorded: value) / 2
      let place = ((x - low) / width - 0.5).rounded(.up)
      counts[place > 0 ? Int(min(place, Double(count - 1))) : 0] += 1
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
