/// The densities of good and of other trials, *l* and *g*: those of a study, mixed with those of the
/// sources.
///
/// With *n* trials of the study and *m* of the sources, *s* = min(*m*, 5), and α = *s* / (*s* + *n*):
///
///     l(x) = (1 − α) l_study(x) + α l_sources(x),  and g(x) likewise
///
/// So the sources count as much as *s* trials, and their influence vanishes as the study grows. The
/// mixture of the densities of several studies, each split separately, is that of S. Watanabe et
/// al., "Speeding Up Multi-Objective Hyperparameter Optimization by Task Similarity-Based Meta-Learning
/// for the Tree-Structured Parzen Estimator", IJCAI 2023, arXiv:2212.06751. They weight a study by its
/// similarity. Here the weight decays as that of the prior of C. Hvarfner et al., "πBO", ICLR 2022,
/// arXiv:2204.11051, does: inversely to *n*.
struct TPEDensities: Sendable {
  private let model: TPEModel

  /// The model of the sources, and α; nil without sources.
  private let sources: (model: TPESourceModel, fraction: Double)?

  /// The largest number of trials that the sources count as.
  static let maximumSourceWeight = 5

  /// Creates the densities of a study.
  ///
  /// - Parameter sources: The model of the sources; nil if there are none.
  init(_ model: TPEModel, sources: TPESourceModel?) {
    self.model = model
    self.sources = sources.flatMap { sources in
      guard sources.trialCount > 0 else { return nil }
      let weight = Double(min(sources.trialCount, Self.maximumSourceWeight))
      return (sources, weight / (weight + Double(model.finishedCount)))
    }
  }

  /// Draws candidates x from l(x).
  ///
  /// Bergstra et al. 2011, section 4.1; here the kernels are joint over the dimensions of the space.
  func sample(_ count: Int, using random: inout RandomStream) -> ParzenPoints {
    guard let sources else { return model.good.sample(count, using: &random) }
    let sourceCount = (0..<count).count { _ in random.uniform() < sources.fraction }
    var points = model.good.sample(count - sourceCount, using: &random)
    sources.model.append(sourceCount, to: &points, using: &random)
    return points
  }

  /// The candidate with the highest expected improvement, as recorded values.
  ///
  /// By Bergstra et al. 2011, section 4.1, EI(x) ∝ (γ + (1 − γ) g(x) / l(x))⁻¹. It increases with
  /// l(x) / g(x), so γ need not be known here.
  func best(_ candidates: ParzenPoints) -> [Double] {
    guard sources == nil else {
      let ratios = logRatios(at: candidates)
      // Of equal ones the first.
      let index = ratios.indices.max { (ratios[$0], $1) < (ratios[$1], $0) }
      return candidates.values(of: index ?? 0)
    }
    let l = model.good.logDensities(at: candidates)  // ln l(x), shape [candidate]
    // argmax of ln l(x) − ln g(x), without evaluating g to the end at every candidate.
    return candidates.values(of: model.rest.highestRatio(of: l, at: candidates))
  }

  /// ln l(x) − ln g(x) at each point.
  func logRatios(at points: ParzenPoints) -> [Double] {
    zip(logGoodDensities(at: points), logRestDensities(at: points)).map { $0 - $1 }
  }

  /// ln l(x) at each point.
  func logGoodDensities(at points: ParzenPoints) -> [Double] {
    let logs = model.good.logDensities(at: points)
    guard let sources else { return logs }
    return Self.mixture(logs, sources.model.logGoodDensities(at: points), sources.fraction)
  }

  /// ln g(x) at each point.
  func logRestDensities(at points: ParzenPoints) -> [Double] {
    let logs = model.rest.logDensities(at: points)
    guard let sources else { return logs }
    return Self.mixture(logs, sources.model.logRestDensities(at: points), sources.fraction)
  }

  /// ln((1 − α) eᵃ + α eᵇ) for each pair of a and b, and α in (0, 1].
  private static func mixture(_ a: [Double], _ b: [Double], _ alpha: Double) -> [Double] {
    guard alpha < 1 else { return b }
    let (logFirst, logSecond) = (Math.log(1 - alpha), Math.log(alpha))
    return zip(a, b).map { a, b in
      let (a, b) = (a + logFirst, b + logSecond)
      let larger = max(a, b)
      return larger + Math.log(1 + Math.exp(min(a, b) - larger))
    }
  }
}
