import Attune

/// The iterations of a search by successive halving: how many candidates are evaluated with how many
/// resources, as scikit-learn's searches determine them.
///
/// ```swift
/// let schedule = HalvingSchedule(candidateCount: 27, smallest: 10, maximum: 900)
/// for iteration in schedule.iterations { print(iteration.candidateCount, iteration.resources) }
/// // 27 33, 9 99, 3 297, 1 891
/// ```
///
/// Successive halving evaluates all candidates with few resources, keeps the best third, evaluates these with
/// three times the resources, and so on; the factor 3 can be changed. K. Jamieson and A. Talwalkar,
/// "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, arXiv:1502.07943.
public struct HalvingSchedule: Sendable, Hashable {
  /// An iteration of a schedule.
  public struct Iteration: Sendable, Hashable {
    /// The number of examples, or the value of the parameter that is the resource.
    public let resources: Int
    /// The number of candidates that are evaluated.
    public let candidateCount: Int
  }

  /// The iterations in order, as `n_resources_` and `n_candidates_` of scikit-learn.
  public let iterations: [Iteration]
  /// The number of iterations after which fewer candidates than the factor are left, as
  /// `n_required_iterations_` of scikit-learn.
  public let requiredIterationCount: Int
  /// The number of iterations that the resources allow, as `n_possible_iterations_` of scikit-learn.
  public let possibleIterationCount: Int

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - candidateCount: The number of candidates of the first iteration.
  ///   - smallest: The resources of the first iteration; the least ones if they are exhausted.
  ///   - maximum: The resources that no iteration exceeds.
  ///   - factor: The factor by which resources grow and candidates decrease from an iteration to the next.
  ///   - exhaustsResources: Whether the first iteration has as many resources as possible, so that the last
  ///     one has nearly the maximum.
  ///   - aggressiveElimination: Whether candidates are eliminated by iterations with the resources of the
  ///     first one if the maximum is too low to eliminate them by more and more resources.
  /// - Precondition: There is a candidate, `smallest` is positive and at most `maximum`, and `factor` is
  ///   above 1.
  /// - Complexity: O(log(`candidateCount`) / log(`factor`)).
  public init(
    candidateCount: Int, smallest: Int, maximum: Int, factor: Double = 3,
    exhaustsResources: Bool = true, aggressiveElimination: Bool = false
  ) {
    precondition(candidateCount >= 1, "halving needs a candidate")
    precondition(
      smallest >= 1 && smallest <= maximum,
      "the resources of halving cannot be from \(smallest) to \(maximum)")
    precondition(factor > 1, "the factor of halving cannot be \(factor)")
    let required = 1 + Self.logarithm(Double(candidateCount), factor)
    let limit = Double(maximum)
    var first = Double(smallest)
    if exhaustsResources {
      first = max(first, Self.quotient(limit, Self.power(factor, required - 1)))
    }
    let possible = 1 + Self.logarithm(Self.quotient(limit, first), factor)
    var iterations: [Iteration] = []
    var remaining = candidateCount
    for number in 0..<(aggressiveElimination ? required : min(possible, required)) {
      // The first iterations of aggressive elimination all have the least resources.
      let exponent = aggressiveElimination ? max(0, number - required + possible) : number
      let resources = min(Self.power(factor, exponent) * first, limit)
      iterations.append(Iteration(resources: Int(resources), candidateCount: remaining))
      remaining = Self.keptCount(of: remaining, factor)
    }
    self.iterations = iterations
    requiredIterationCount = required
    possibleIterationCount = possible
  }

  /// The number of trials of all iterations.
  var trialCount: Int { iterations.reduce(0) { $0 + $1.candidateCount } }

  /// The number of candidates that an iteration leaves.
  static func keptCount(of candidateCount: Int, _ factor: Double) -> Int {
    Int((Double(candidateCount) / factor).rounded(.up))
  }

  /// The integer part of the logarithm of a number of at least 1 to the base `factor`.
  ///
  /// It is the quotient of rounded logarithms, as in scikit-learn: log 243 / log 3 is slightly below 5, so
  /// that 243 candidates take 5 iterations instead of 6.
  private static func logarithm(_ number: Double, _ factor: Double) -> Int {
    Int(PreciseLogarithm.log(number) / PreciseLogarithm.log(factor))
  }

  /// The integer part of a quotient of positive numbers, without rounding of the quotient itself.
  private static func quotient(_ a: Double, _ b: Double) -> Double {
    ((a - a.truncatingRemainder(dividingBy: b)) / b).rounded()
  }

  private static func power(_ factor: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * factor }
  }
}
