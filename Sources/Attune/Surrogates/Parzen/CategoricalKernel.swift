/// The kernel of a Parzen estimator along a categorical dimension: a distribution over the choices.
///
/// With prior weight w and n observations, a choice has a weight of w / (n + 1), and the observed
/// choice 1 more; the weights are normalized to sum to 1. These are Optuna 5's kernels. In Bergstra
/// et al. 2011, section 4.2, the mixture as a whole gives choice i the weight N pᵢ + Cᵢ, with prior
/// pᵢ and Cᵢ occurrences.
struct CategoricalKernel: Sendable {
  let choiceCount: Int
  /// The probability of the observed choice: (1 + w / (n + 1)) / (1 + C w / (n + 1)) for C choices.
  let hit: Double
  /// The probability of every other choice: (w / (n + 1)) / (1 + C w / (n + 1)).
  let miss: Double

  /// Creates the kernel that all observations of an estimator have in common.
  init(choiceCount: Int, observationCount: Int, priorWeight: Double) {
    self.choiceCount = choiceCount
    let smoothing = priorWeight / Double(observationCount + 1)
    let sum = 1 + smoothing * Double(choiceCount)
    hit = (1 + smoothing) / sum
    miss = smoothing / sum
  }

  /// Draws the index of a choice by inverting the cumulative distribution.
  ///
  /// - Parameter observed: The index of the observed choice; nil for the prior, which is uniform.
  func sample(observed: Int?, using random: inout RandomStream) -> Int {
    let u = random.uniform()
    guard let observed else { return index(u * Double(choiceCount)) }
    // [0, start) belongs to the choices before the observed one, [start, start + hit) to that one.
    let start = Double(observed) * miss
    if u < start { return index(u / miss) }
    if u < start + hit { return observed }
    return index((u - hit) / miss + 1)
  }

  /// Rounds down, and limits the result to valid indices, since `x` may have been rounded up.
  private func index(_ x: Double) -> Int {
    min(Int(x), choiceCount - 1)
  }
}
