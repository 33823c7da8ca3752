/// The region of numeric parameters in which proposals are searched: it moves with the best trial, and
/// shrinks while that does not move far.
///
/// After each trial, with the best point x, its predecessor x′ and the width w of the region in a
/// coordinate, d = 2 (x − x′) / w is the relative movement, and c = d d′ shows whether it goes on in the
/// same direction (panning, c > 0) or back and forth (oscillation, c < 0). With ĉ = √|c| sign c, the width
/// is multiplied by η + |d| (γ − η), where γ = ½ (γ_pan (1 + ĉ) + γ_osc (1 − ĉ)).
///
/// - Note: N. Stander and K. J. Craig, "On the Robustness of a Simple Domain Reduction Scheme for
///   Simulation-Based Optimization", Engineering Computations 19(4), 2002, doi:10.1108/02644400210430190,
///   with γ_pan = 1, γ_osc = 0.7 and η = 0.9 as in the Python package bayesian-optimization.
struct DomainReduction: Sendable, Hashable {
  /// The region of each coordinate in 0...1; it is 0...1 for choices.
  private(set) var ranges: [ClosedRange<Double>]

  private var centers: [Double]
  private var widths: [Double]
  private var movements: [Double]

  /// γ_pan, γ_osc and η.
  private static let (panning, oscillation, zoom) = (1.0, 0.7, 0.9)

  /// The smallest width, so that a region always has other points than the best one.
  private static let minimumWidth = 0.01

  /// The number of first trials after which the region is still the whole range.
  private static let firstCount = 4

  /// Creates the region of a number of coordinates before the first trial.
  init(dimensionCount: Int) {
    ranges = [ClosedRange<Double>](repeating: 0...1, count: dimensionCount)
    centers = [Double](repeating: 0.5, count: dimensionCount)
    widths = [Double](repeating: 1, count: dimensionCount)
    movements = [Double](repeating: 0, count: dimensionCount)
  }

  /// Creates the region after trials, by the best feasible one of those before; the whole ranges for several
  /// objectives.
  ///
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  init(_ observations: ModelObservations, on axes: [ModelSpace.Axis]) {
    self.init(dimensionCount: axes.count)
    guard observations.directions.count == 1 else { return }
    var best: (loss: Double, point: ModelSpace.Point)?
    var count = 0
    for trial in observations.trials where trial.state == .complete && trial.isFeasible {
      guard let loss = trial.losses(observations.directions).first, !loss.isNaN else { continue }
      if best.map({ loss < $0.loss }) ?? true {
        best = (loss, ModelSpace.point(of: trial.parameters, on: axes))
      }
      count += 1
      if let best, count > Self.firstCount { update(best.point, on: axes) }
    }
  }

  /// Moves the region to the best point.
  private mutating func update(_ best: ModelSpace.Point, on axes: [ModelSpace.Axis]) {
    for (index, axis) in axes.enumerated() where axis.search.kind == .numeric {
      // A parameter that the best trial does not have keeps its region.
      guard let center = best[index] else { continue }
      // Only values that the user gives are outside the region.
      let movement = min(max(2 * (center - centers[index]) / widths[index], -1), 1)
      let product = movement * movements[index]
      let sign = abs(product).squareRoot() * (product < 0 ? -1 : 1)
      let gamma = 0.5 * (Self.panning * (1 + sign) + Self.oscillation * (1 - sign))
      let factor = Self.zoom + abs(movement) * (gamma - Self.zoom)
      movements[index] = movement
      centers[index] = center
      widths[index] = min(max(factor * widths[index], Self.minimumWidth), 1)
      let half = 0.5 * widths[index]
      ranges[index] = max(center - half, 0)...min(center + half, 1)
    }
  }

  /// Limits numeric coordinates to the region.
  ///
  /// - Parameter axes: The coordinates; those after the last parameter are unchanged.
  func limiting(_ axes: [SearchAxis]) -> [SearchAxis] {
    axes.enumerated().map { index, axis in
      guard ranges.indices.contains(index), ranges[index] != 0...1 else { return axis }
      return axis.limited(to: ranges[index])
    }
  }
}
