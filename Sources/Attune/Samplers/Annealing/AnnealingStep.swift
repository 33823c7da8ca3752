/// The neighbourhood of a value from which annealing draws, which gets narrower with each trial.
struct AnnealingStep {
  /// The fraction of the range that is left.
  let width: Double

  /// Creates the step after a number of trials with the parameter.
  ///
  /// - Parameter shrinkage: The rate at which the neighbourhood gets narrower, 0 or more.
  init(trialCount: Int, shrinkage: Double) {
    // `AnnealingAlgo.shrinking`
    width = 1 / (1 + Double(trialCount) * shrinkage)
  }

  /// The interval around a position of the unit interval, shifted to lie within 0...1.
  func interval(around position: Double) -> ClosedRange<Double> {
    // `AnnealingAlgo.hp_uniform`
    let half = 0.5 * width
    let middle = min(max(position, half), 1 - half)
    return middle - half...middle + half
  }

  /// The probability of a choice.
  ///
  /// - Parameters:
  ///   - isModel: Whether it is the choice of the trial to stay close to.
  ///   - count: The number of choices.
  func probability(isModel: Bool, of count: Int) -> Double {
    // `AnnealingAlgo.hp_categorical`, with equal prior probabilities
    (isModel ? 1 - width : 0) + width / Double(count)
  }

  /// Draws a value close to one of the distribution.
  func value(
    near value: ParameterValue, in distribution: Distribution, using random: inout RandomStream
  ) -> ParameterValue {
    let u = random.uniform()
    guard case .categorical(let categorical) = distribution, case .choice(let model) = value else {
      let interval = interval(around: distribution.position(of: value))
      return distribution.value(
        at: interval.lowerBound + u * (interval.upperBound - interval.lowerBound))
    }
    let count = categorical.choices.count
    var rest = u
    for choice in 0..<count {
      rest -= probability(isModel: choice == model, of: count)
      if rest < 0 { return .choice(choice) }
    }
    // Rounding errors leave a little above the sum.
    return .choice(count - 1)
  }
}
