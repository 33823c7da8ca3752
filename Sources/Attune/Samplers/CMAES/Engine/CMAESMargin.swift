/// The margin of CMA-ES for dimensions with a finite number of values.
///
/// Such a dimension has equidistant values in the unit interval. A sampled number is encoded as the
/// nearest one. Without correction, the distribution can become so narrow that all points are
/// encoded as the same value. Therefore, after each generation, the mean and a scale A of the
/// dimension are changed such that the neighbors of the mean's value keep a probability of at least
/// the margin α = 1 / (n λ).
///
/// Encoding uses m + A (x − m); the distribution itself keeps the unscaled x.
///
/// - Note: Implements section 4 of R. Hamano, S. Saito, M. Nomura and S. Shirakawa, "CMA-ES with
///   Margin: Lower-Bounding Marginal Probability for Mixed-Integer Black-Box Optimization", GECCO
///   2022, arXiv:2205.13482. Details are those of `CMAwM` in the Python package cmaes 0.13.
struct CMAESMargin: Sendable, Hashable {
  /// The grids of the dimensions, nil for continuous ones.
  let grids: [Grid?]

  /// A, the scale of each dimension; 1 for continuous ones.
  private(set) var scales: [Double]

  /// α, the minimum probability.
  private let margin: Double

  /// Creates the margin of the first generation.
  ///
  /// - Parameters:
  ///   - levelCounts: The number of values of each dimension, at least 2; nil for continuous ones.
  ///   - populationSize: λ.
  init(levelCounts: [Int?], populationSize: Int) {
    grids = levelCounts.map { $0.map(Grid.init) }
    scales = levelCounts.map { _ in 1 }
    margin = 1 / (Double(levelCounts.count) * Double(populationSize))
  }

  /// The point whose coordinates on grids are replaced by values of the grids.
  func encoded(_ point: [Double], mean: [Double]) -> [Double] {
    point.indices.map { index in
      guard let grid = grids[index] else { return point[index] }
      return grid.value(
        ofCell: grid.cell(of: (point[index] - mean[index]) * scales[index] + mean[index]))
    }
  }

  /// Changes the mean and the scales such that neighbors keep their minimum probability.
  ///
  /// - Parameters:
  ///   - mean: m.
  ///   - sigma: σ.
  ///   - variances: The diagonal of C.
  mutating func correct(_ mean: inout [Double], sigma: Double, variances: [Double]) {
    for (index, grid) in grids.enumerated() {
      guard let grid else { continue }
      let unscaled = sigma * variances[index].squareRoot()
      let deviation = unscaled * scales[index]
      let cell = grid.cell(of: mean[index])
      let low = grid.limit(belowCell: max(cell, 1))
      let high = grid.limit(belowCell: min(cell + 1, grid.lastCell))
      let below = NormalDistribution.cumulative((low - mean[index]) / deviation)
      let above = NormalDistribution.cumulative((mean[index] - high) / deviation)
      if low == high || max(below, above) > 0.5 {
        // The mean is in the first or the last cell, which has one neighbor. If the neighbor's
        // probability is less than α, move the mean to the distance at which it is α.
        guard min(below, above) < margin else { continue }
        let distance = -NormalDistribution.quantile(margin) * deviation
        mean[index] = mean[index] > high ? high + distance : high - distance
      } else {
        let probabilities = raised(below: below, above: above)
        // The numbers of standard deviations to the limits. cmaes has the same as the root of the
        // quantile of χ² with one degree of freedom at 1 − 2p.
        let toLow = -NormalDistribution.quantile(probabilities.below)
        let toHigh = -NormalDistribution.quantile(probabilities.above)
        scales[index] = (high - low) / ((toLow + toHigh) * unscaled)
        mean[index] = (low * toHigh + high * toLow) / (toLow + toHigh)
      }
    }
  }

  /// The probabilities of the cells below and above the mean's, raised to α/2, and reduced by equal
  /// proportions of what exceeds α/2 such that the probabilities of all sum to 1.
  private func raised(below: Double, above: Double) -> (below: Double, above: Double) {
    let half = margin / 2
    let inside = 1 - (below + above)
    let low = max(below, half)
    let high = max(above, half)
    let excess = 1 - low - high - inside
    let divisor = low + inside + high - 3 * half
    func adjusted(_ probability: Double) -> Double {
      // The bounds keep the quantile finite, and the distance positive.
      min(max(probability + excess * (probability - half) / divisor, 1e-10), 0.5 - 1e-10)
    }
    return (adjusted(low), adjusted(high))
  }
}

extension CMAESMargin {
  /// Equidistant values from 0 to 1, each in the middle of a cell.
  struct Grid: Sendable, Hashable {
    /// The index of the last cell, at least 1.
    let lastCell: Int

    /// Creates a grid of at least 2 values.
    init(levelCount: Int) {
      precondition(levelCount >= 2, "a grid has at least 2 values, not \(levelCount)")
      lastCell = levelCount - 1
    }

    /// The index of the cell that contains a number; one on a limit belongs to the lower cell.
    func cell(of number: Double) -> Int {
      let position = (number * Double(lastCell) - 0.5).rounded(.up)
      return Int(Double.minimum(Double.maximum(position, 0), Double(lastCell)))
    }

    /// The value of a cell.
    func value(ofCell cell: Int) -> Double { Double(cell) / Double(lastCell) }

    /// The limit between a cell and the one below.
    func limit(belowCell cell: Int) -> Double { (Double(cell) - 0.5) / Double(lastCell) }
  }
}
