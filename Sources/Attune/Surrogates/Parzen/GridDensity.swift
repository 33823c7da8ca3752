/// Kernel density estimates on a small grid, from the number of observations in each cell.
///
/// Each observed cell has a kernel, weighted by its count; a prior is added. On ordered cells,
/// kernels are truncated normal distributions with the bandwidth of Scott's rule. For comparing
/// densities, this bandwidth suits better than the wide kernels from which TPE samples.
///
/// - Note: D. W. Scott, "Multivariate Density Estimation: Theory, Practice, and Visualization",
///   Wiley 1992, doi:10.1002/9780470316849. The robust spread, the minimum bandwidth, the prior and
///   the definition of the quartiles are those of Optuna 5.
enum GridDensity {
  /// The probabilities of ordered cells at equal distances.
  ///
  /// - Parameters:
  ///   - counts: The number of observations in each cell, not all 0.
  ///   - priorWeight: The weight of the prior; an observation has 1.
  /// - Returns: A probability for each cell; they sum to 1.
  /// - Complexity: O(*p*²) for *p* cells.
  static func ordered(counts: [Int], priorWeight: Double) -> [Double] {
    let observed = counts.indices.filter { counts[$0] > 0 }
    let bandwidth = bandwidth(observed, counts)  // in cells
    var density = [Double](repeating: 0, count: counts.count)
    // Adds the mass of a kernel over each cell, [x − ½, x + ½], relative to its mass over the grid.
    func add(mean: Double, deviation: Double, weight: Double) {
      func logMass(from low: Double, to high: Double) -> Double {
        NormalDistribution.logMass(
          from: (low - mean) / deviation, to: (high - mean) / deviation)
      }
      let whole = logMass(from: -0.5, to: Double(counts.count) - 0.5)
      for cell in density.indices {
        let x = Double(cell)
        density[cell] += weight * Math.exp(logMass(from: x - 0.5, to: x + 0.5) - whole)
      }
    }
    let total = Double(counts.reduce(0, +)) + priorWeight
    for cell in observed {
      add(mean: Double(cell), deviation: bandwidth, weight: Double(counts[cell]) / total)
    }
    // The prior is centered on the grid, with the grid's width as its deviation.
    add(
      mean: Double(counts.count - 1) / 2, deviation: Double(counts.count),
      weight: priorWeight / total)
    return density
  }

  /// The probabilities of unordered cells, such as choices.
  ///
  /// - Parameters: As for ordered cells.
  /// - Complexity: O(*p*) for *p* cells.
  static func unordered(counts: [Int], priorWeight: Double) -> [Double] {
    let total = Double(counts.reduce(0, +)) + priorWeight
    let kernel = CategoricalKernel(
      choiceCount: counts.count, observationCount: counts.count { $0 > 0 },
      priorWeight: priorWeight)
    let prior = priorWeight / total / Double(counts.count)
    return counts.map { count in
      let own = Double(count) / total
      let others = (total - priorWeight) / total - own
      return prior + own * kernel.hit + others * kernel.miss
    }
  }

  /// The bandwidth by Scott's rule, 1.059 · min(IQR / 1.34, s) · n^(−1/5), in cells.
  ///
  /// s is the standard deviation and IQR the interquartile range of the n observations.
  ///
  /// - Parameters:
  ///   - observed: The indices of the cells with observations, ascending.
  ///   - counts: The number of observations in each cell of the grid.
  private static func bandwidth(_ observed: [Int], _ counts: [Int]) -> Double {
    let weights = observed.map { Double(counts[$0]) }
    let total = weights.reduce(0, +)
    let mean = zip(observed, weights).reduce(0) { $0 + Double($1.0) * $1.1 } / total
    let squares = zip(observed, weights).reduce(0) { sum, pair in
      sum + (Double(pair.0) - mean) * (Double(pair.0) - mean) * pair.1
    }
    let deviation = (squares / max(1, total - 1)).squareRoot()
    var cumulative = weights
    for index in cumulative.indices.dropFirst() { cumulative[index] += cumulative[index - 1] }
    let first = cumulative.partitioningIndex { $0 >= (total / 4).rounded(.down) }
    let third = cumulative.partitioningIndex { $0 > (total * 3 / 4).rounded(.down) }
    let interquartileRange = Double(observed[min(third, observed.count - 1)] - observed[first])
    // The interquartile range of a normal distribution is 1.34 deviations.
    let spread = min(interquartileRange / 1.34, deviation)
    // With the minimum bandwidth, 90 % of a kernel's mass is over its own cell: Φ(1.64) − Φ(−1.64).
    return max(1.059 * spread * Math.exp(-0.2 * Math.log(total)), 0.5 / 1.64)
  }
}
