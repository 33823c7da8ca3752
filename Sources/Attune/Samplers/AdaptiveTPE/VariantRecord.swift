/// How often the variants of TPE have succeeded of late.
struct VariantRecord: Sendable {
  /// The number of the newest trials that count.
  private static let window = 60
  /// The fraction of the trials among which a success is.
  private static let fraction = 0.1

  /// The losses of feasible complete trials, ascending.
  private var losses: [Double] = []
  /// The newest trials with a variant, the oldest first.
  private var outcomes: [(variant: AdaptiveTPESampler.Variant, isSuccess: Bool)] = []

  /// Adds a finished trial.
  ///
  /// - Complexity: O(*n*) for *n* trials, which only moves memory.
  mutating func add(_ trial: TrialSnapshot, _ direction: Direction) {
    var isSuccess = false
    if trial.state == .complete, trial.isFeasible, let value = trial.value, !value.isNaN {
      let loss = direction.loss(value)
      let rank = losses.partitioningIndex { $0 >= loss }
      losses.insert(loss, at: rank)
      isSuccess = Double(rank) < Self.fraction * Double(losses.count)
    }
    guard
      let variant = trial.systemAttributes[AdaptiveTPESampler.key]?.stringValue
        .flatMap(AdaptiveTPESampler.Variant.init)
    else { return }
    if outcomes.count == Self.window { outcomes.removeFirst() }
    outcomes.append((variant, isSuccess))
  }

  /// Chooses a variant by Thompson sampling.
  ///
  /// The rate of success of a variant with *s* successes and *f* failures has the posterior distribution
  /// Beta(1 + *s*, 1 + *f*). The variant with the highest draw is chosen; of equal ones the first.
  ///
  /// - Parameter variants: At least one.
  func choice(
    of variants: [AdaptiveTPESampler.Variant], using random: inout RandomStream
  ) -> AdaptiveTPESampler.Variant {
    var best = (variant: variants[0], rate: -1.0)
    for variant in variants {
      let successes = outcomes.count { $0.variant == variant && $0.isSuccess }
      let failures = outcomes.count { $0.variant == variant && !$0.isSuccess }
      // A Beta(a, b) variable is x / (x + y) with gamma variables x and y of shapes a and b.
      let x = Self.gamma(1 + successes, using: &random)
      let y = Self.gamma(1 + failures, using: &random)
      let rate = x / (x + y)
      if rate > best.rate { best = (variant, rate) }
    }
    return best.variant
  }

  /// Draws a gamma variable: a sum of exponential ones.
  private static func gamma(_ shape: Int, using random: inout RandomStream) -> Double {
    (0..<shape).reduce(0) { sum, _ in sum - Math.log(1 - random.uniform()) }
  }
}
