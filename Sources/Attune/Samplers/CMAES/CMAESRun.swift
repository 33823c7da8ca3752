/// The distribution of CMA-ES after the trials so far, and the trials of the present generation.
struct CMAESRun: Sendable {
  /// A complete trial of the present generation.
  private struct Solution: Sendable {
    let point: [Double]
    let loss: Double
    /// The sum of constraint violations; 0 if the trial is feasible.
    let violation: Double
  }

  /// The distribution of the present generation.
  private(set) var distribution: CMAES

  /// The number of restarts.
  private(set) var restartCount = 0

  private let coordinates: CMAESCoordinates
  private let variant: CMAES.Variant
  private let direction: Direction
  private let usesPrunedTrials: Bool
  private let key: String
  private var restart: CMAESRestart?
  private var random: RandomStream
  private var solutions: [Solution] = []

  /// Creates the state before the first trial.
  ///
  /// - Parameter random: The source of numbers for restarts.
  init(
    _ start: CMAESStart, _ configuration: CMAESSampler.Configuration, direction: Direction,
    random: RandomStream
  ) {
    coordinates = start.coordinates
    variant =
      switch configuration.variant {
      case .full: .full
      case .separable: .separable
      case .margin: .margin(levelCounts: coordinates.levelCounts)
      case .learningRateAdaptation: .learningRateAdaptation
      }
    distribution = CMAES(
      mean: start.mean, sigma: start.sigma, covariance: start.covariance,
      populationSize: configuration.populationSize, variant: variant)
    let strategy: CMAESRestart.Strategy? = configuration.restarts.map {
      switch $0 {
      case .ipop: .ipop
      case .bipop: .bipop
      }
    }
    restart = strategy.map { [distribution] in
      CMAESRestart(
        strategy: $0, populationSize: distribution.populationSize, sigma: distribution.sigma)
    }
    self.direction = direction
    usesPrunedTrials = configuration.usesPrunedTrials
    self.random = random
    let settings = [
      "\(configuration.variant)", strategy.map { "\($0)" } ?? "", "\(distribution.populationSize)",
      usesPrunedTrials ? "pruned" : "", start.text,
    ]
    key = CMAESRecord.key(of: settings.joined(separator: "\n"))
  }

  /// Draws the values of a trial.
  ///
  /// - Parameter normal: Returns numbers drawn from the standard normal distribution.
  func plan(using normal: () -> Double) -> TrialPlan {
    let candidate = distribution.ask(using: normal)
    let record = CMAESRecord(
      key: key, restart: restartCount, generation: distribution.generation,
      point: variant.hasLevels ? candidate.sampled : nil)
    var plan = TrialPlan(attributes: record.attributes)
    plan.values = JSONObject(
      uniqueKeys: coordinates.space.parameters.enumerated().map { index, parameter in
        let value = coordinates.value(at: candidate.encoded[index], of: index)
        return (parameter.name, parameter.distribution.label(of: value))
      })
    return plan
  }

  /// Adds a trial that has ended; ignores those that do not belong to the present generation.
  mutating func add(_ trial: TrialSnapshot) {
    guard let loss = trial.cmaESLoss(direction, usesPrunedTrials: usesPrunedTrials),
      let record = CMAESRecord(of: trial),
      record.key == key, record.restart == restartCount,
      record.generation == distribution.generation,
      let point = point(of: trial, record)
    else { return }
    solutions.append(Solution(point: point, loss: loss, violation: trial.violation))
    guard solutions.count == distribution.populationSize else { return }
    distribution.tell(ranked())
    solutions = []
    if restart != nil, distribution.shouldStop { startAgain() }
  }

  /// The coordinates of a trial; nil if they are invalid.
  ///
  /// With a margin, a value that was planned has the drawn coordinate. Others, such as enqueued values,
  /// have that of their level.
  private func point(of trial: TrialSnapshot, _ record: CMAESRecord) -> [Double]? {
    guard var point = coordinates.point(of: trial.parameters), point.allSatisfy(\.isFinite) else {
      return nil
    }
    if variant.hasLevels, let drawn = record.point, drawn.count == point.count,
      drawn.allSatisfy(\.isFinite), let planned = TrialPlan.recordedValues(of: trial)
    {
      for (index, parameter) in coordinates.space.parameters.enumerated()
      where planned[parameter.name] == trial.parameters[parameter.name] {
        point[index] = drawn[index]
      }
    }
    return point
  }

  /// The trials of the generation: feasible ones by loss, then infeasible ones by violation.
  ///
  /// Infeasible trials get infinity as their loss. ``CMAES/tell(_:)`` keeps the order of equal losses.
  private func ranked() -> [(point: [Double], loss: Double)] {
    let order = solutions.indices.sorted { a, b in
      let (first, second) = (solutions[a], solutions[b])
      return (first.violation, first.loss, a) < (second.violation, second.loss, b)
    }
    return order.map { index in
      let solution = solutions[index]
      return (solution.point, solution.violation == 0 ? solution.loss : .infinity)
    }
  }

  /// Replaces the distribution by that of the next restart, around a random point.
  private mutating func startAgain() {
    restart?.advance(
      evaluations: distribution.generation * distribution.populationSize, using: &random)
    guard let restart else { return }
    restartCount += 1
    distribution = CMAES(
      mean: distribution.mean.map { _ in random.uniform() }, sigma: restart.sigma,
      populationSize: restart.populationSize, variant: variant)
  }
}

extension CMAES.Variant {
  /// Whether values of a grid differ from the drawn points.
  fileprivate var hasLevels: Bool {
    if case .margin = self { true } else { false }
  }
}
