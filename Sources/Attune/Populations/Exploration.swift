/// How the values of a member change when it has been replaced by a copy of another one.
///
/// - Note: M. Jaderberg et al., "Population Based Training of Neural Networks", 2017, arXiv:1711.09846,
///   section 4.1.2.
public struct Exploration: Sendable, Hashable {
  private enum Kind: Sendable, Hashable {
    case perturbation(lower: Double, upper: Double, resampling: Double)
    case bandit(Double)
    case none
  }

  private let kind: Kind

  /// Each value is multiplied by one of two factors, or drawn again.
  ///
  /// Values stay in their ranges and on their steps; an integer or a stepped value moves by at least one step. An
  /// ordered choice moves to its left or right neighbour. A choice without an order is kept, unless it is drawn
  /// again, and so is zero.
  ///
  /// - Parameters:
  ///   - factors: The factors, with equal chances.
  ///   - probability: The chance that a value is drawn from all values of its parameter instead.
  /// - Precondition: The factors are positive and finite, the first one is at most 1 and the second one at least
  ///   1; the probability is in 0...1.
  public static func perturb(
    factors: (lower: Double, upper: Double) = (0.8, 1.2), resample probability: Double = 0.25
  ) -> Exploration {
    precondition(
      factors.lower > 0 && factors.lower <= 1 && factors.upper >= 1 && factors.upper.isFinite,
      "the factors \(factors.lower) and \(factors.upper) must be at most and at least 1")
    precondition(
      (0...1).contains(probability), "a probability of \(probability) is not in 0.0...1.0")
    return Exploration(
      kind: .perturbation(
        lower: factors.lower, upper: factors.upper, resampling: probability))
  }

  /// Values are chosen by a Gaussian process of the improvements that slices have made, PB2.
  ///
  /// For small populations, whose random changes find little. While fewer than four improvements are known, and for
  /// parameters that the copied member does not have, values change as by ``perturb(factors:resample:)``.
  ///
  /// - Parameter confidence: κ of the upper confidence bound μ + κ σ: the larger, the more is explored.
  /// - Precondition: The number is finite and not negative.
  /// - Note: J. Parker-Holder, V. Nguyen and S. J. Roberts, "Provably Efficient Online Hyperparameter Optimization
  ///   with Population-Based Bandits", NeurIPS 2020, arXiv:2002.02518.
  public static func bandit(confidence: Double = 2) -> Exploration {
    precondition(
      confidence >= 0 && confidence.isFinite, "a confidence bound cannot have \(confidence)")
    return Exploration(kind: .bandit(confidence))
  }

  /// Copies keep the values; for comparisons.
  public static let none = Exploration(kind: .none)

  /// The setting, as recorded with a study.
  var summary: String {
    switch kind {
    case .perturbation(let lower, let upper, let resampling):
      "perturb(factors: (\(lower), \(upper)), resample: \(resampling))"
    case .bandit(let confidence): "bandit(confidence: \(confidence))"
    case .none: "none"
    }
  }

  /// The factor of the upper confidence bound; nil if values are not chosen by a model.
  var confidence: Double? {
    if case .bandit(let confidence) = kind { confidence } else { nil }
  }

  /// The value of a copy for a parameter; nil if it is to be drawn again.
  ///
  /// - Parameters:
  ///   - value: The value of the copied member, which is one of the distribution's values.
  ///   - order: The indices of the choices in ascending order; nil if they have no order.
  func value(
    after value: ParameterValue, of distribution: Distribution, order: [Int]?,
    using random: inout RandomStream
  ) -> ParameterValue? {
    let (lower, upper, resampling): (Double, Double, Double)
    switch kind {
    case .none: return value
    case .bandit:
      return Exploration.perturb().value(
        after: value, of: distribution, order: order, using: &random)
    case .perturbation(let first, let second, let probability):
      (lower, upper, resampling) = (first, second, probability)
    }
    if random.uniform() < resampling { return nil }
    let rises = random.index(below: 2) == 1
    if case .choice(let index) = value {
      guard let order, let position = order.firstIndex(of: index) else { return value }
      return .choice(order[min(max(position + (rises ? 1 : -1), 0), order.count - 1)])
    }
    let number = value.recorded
    let moved = distribution.nearestValue(to: number * (rises ? upper : lower))
    guard moved == value, let step = distribution.step, number != 0 else { return moved }
    return distribution.nearestValue(to: number + (rises == (number > 0) ? step : -step))
  }
}

extension Distribution {
  /// The distance between values; nil if there is none.
  fileprivate var step: Double? {
    switch self {
    case .float(let float): float.step
    case .int(let int): Double(int.step)
    case .categorical: nil
    }
  }

  /// The value nearest to a number, for distributions of numbers.
  func nearestValue(to number: Double) -> ParameterValue {
    switch self {
    case .float(let float):
      // Without a step, the number itself rather than the exponential of its logarithm.
      float.step == nil
        ? .float(min(max(number, float.low), float.high)) : .float(float.range.decode(number))
    case .int(let int): .int(int.range.nearestValue(to: number))
    case .categorical: .choice(0)
    }
  }
}
