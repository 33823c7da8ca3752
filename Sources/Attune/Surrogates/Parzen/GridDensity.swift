/// The probabilities of the places of a small grid, from how often each of them was seen.
///
/// A kernel stands at each place that was seen and weighs as much as it was seen often; a flat one,
/// the prior, is added to them. Where places have an order, kernels are normal distributions cut off
/// at the ends, and their bandwidth is found by Scott's rule, which suits the comparison of densities
/// better than the wide kernels that TPE draws from.
///
/// - Note: D. W. Scott, "Multivariate Density Estimation: Theory, Practice, and Visualization", Wiley
///   1992, doi:10.1002/9780470316849. The robust spread, the least bandwidth and the prior are those
///   of Optuna 5, as are the places of the quartiles.
enum GridDensity {
  /// The probabilities of places that have an order and equal distances.
  ///
  /// - Parameters:
  ///   - counts: How often each place was seen; at least one of them was.
  ///   - priorWeight: What the prior weighs; a place seen once weighs 1.
  /// - Complexity: O(*p*²) for *p* places.
  static func ordered(counts: [Int], priorWeight: Double) -> [Double] {
    let seen = counts.indices.filter { counts[$0] > 0 }
    let bandwidth = bandwidth(seen, counts)
    var density = [Double](repeating: 0, count: counts.count)
    func add(mean: Double, deviation: Double, weight: Double) {
      func logMass(from low: Double, to high: Double) -> Double {
        NormalDistribution.logMass(
          from: (low - mean) / deviation, to: (high - mean) / deviation)
      }
      let whole = logMass(from: -0.5, to: Double(counts.count) - 0.5)
      for place in density.indices {
        let x = Double(place)
        density[place] += weight * Math.exp(logMass(from: x - 0.5, to: x + 0.5) - whole)
      }
    }
    let total = Double(counts.reduce(0, +)) + priorWeight
    for place in seen {
      add(mean: Double(place), deviation: bandwidth, weight: Double(counts[place]) / total)
    }
    add(
      mean: Double(counts.count - 1) / 2, deviation: Double(counts.count),
      weight: priorWeight / total)
    return density
  }

  /// The probabilities of places without an order, as choices.
  ///
  /// - Parameters: As for places with an order.
  /// - Complexity: O(*p*) for *p* places.
  static func unordered(counts: [Int], priorWeight: Double) -> [Double] {
    let total = Double(counts.reduce(0, +)) + priorWeight
    let kernel = CategoricalKernel(
      choiceCount: counts.count, observationCount: counts.count { $0 > 0 },
      priorWeight: priorWeight)
    let prior = priorWeight / total / Double(counts.count)
    return counts.map { count in
      let share = Double(count) / total
      let others = (total - priorWeight) / total - share
      return prior + share * kernel.hit + others * kernel.miss
    }
  }

  /// Scott's rule for numbers seen so often: their spread, less the more of them there are.
  private static func bandwidth(_ seen: [Int], _ counts: [Int]) -> Double {
    let weights = seen.map { Double(counts[$0]) }
    let total = weights.reduce(0, +)
    let mean = zip(seen, weights).reduce(0) { $0 + Double($1.0) * $1.1 } / total
    let squares = zip(seen, weights).reduce(0) { sum, pair in
      sum + (Double(pair.0) - mean) * (Double(pair.0) - mean) * pair.1
    }
    let deviation = (squares / max(1, total - 1)).squareRoot()
    var cumulative = weights
    for index in cumulative.indices.dropFirst() { cumulative[index] += cumulative[index - 1] }
    let first = cumulative.partitioningIndex { $0 >= (total / 4).rounded(.down) }
    let third = cumulative.partitioningIndex { $0 > (total * 3 / 4).rounded(.down) }
    let quartiles = Double(seen[min(third, seen.count - 1)] - seen[first])
    // 1.34 deviations lie between the quartiles of a normal distribution. The least bandwidth leaves
    // nine tenths of a kernel's mass at its own place.
    let spread = min(quartiles / 1.34, deviation)
    return max(1.059 * spread * Math.exp(-0.2 * Math.log(total)), 0.5 / 1.64)
  }
}
