/// DEHB: differential evolution in the brackets of Hyperband, a sampler and its budgets in one value.
///
/// Each budget has a population. The first round of brackets is Hyperband with promotions. After it, each trial
/// is a child: a mutant of three parents, crossed with a member of the population of its budget, which it replaces
/// if it is not worse. The parents are the best members of the population of the next smaller budget, or at the
/// first budget of a bracket of the same one.
///
/// ```swift
/// let study = try Study(sampler: .dehb(budget: .hyperband(from: 1, to: 81)), pruner: .none)
/// try study.optimize(trials: 200) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
///   return train(rate: rate, epochs: try trial.budget)
/// }
/// ```
///
/// It evolves the parameters that all trials have; others are random. Children are new configurations, so that
/// only the promoted trials of the first round continue from checkpoints. It is for one objective, and for
/// `optimize`: trials of `ask` have no budget, and are random.
///
/// - Note: N. Awad et al., "DEHB: Evolutionary Hyperband for Scalable, Robust and Efficient Hyperparameter
///   Optimization", IJCAI 2021, arXiv:2105.09821, section 3. There a bracket waits for the results of a rung
///   before it starts the next one. Here no worker waits: the populations are those of the finished trials.
public struct DEHBSampler: Sampler {
  /// The settings of the evolution.
  public struct Configuration: Sendable, Hashable {
    /// The factor of the difference in mutations, F; 0.5 in the paper.
    public var mutationFactor = 0.5

    /// The probability that a parameter of a child is that of the mutant, p; 0.5 in the paper.
    public var crossoverProbability = 0.5

    /// Creates the default settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  private let schedule: BudgetSchedule
  /// The populations for each direction.
  private let populations: [Direction: HistoryFold<DEHBPopulations>]

  /// Creates the sampler.
  ///
  /// - Parameters:
  ///   - budget: The budgets; a schedule without brackets gets those of Hyperband.
  ///   - configuration: The settings.
  /// - Precondition: The mutation factor is in 0...2, the crossover probability in 0...1.
  public init(budget: BudgetSchedule, _ configuration: Configuration = Configuration()) {
    precondition(
      (0...2).contains(configuration.mutationFactor),
      "mutationFactor must be in 0...2, not \(configuration.mutationFactor)")
    precondition(
      (0...1).contains(configuration.crossoverProbability),
      "crossoverProbability must be in 0...1, not \(configuration.crossoverProbability)")
    let schedule = budget.evolving
    self.configuration = configuration
    self.schedule = schedule
    populations = Dictionary(
      uniqueKeysWithValues: [Direction.minimize, .maximize].map { direction in
        let start = DEHBPopulations(schedule, direction: direction)
        return (direction, HistoryFold(start, includingFailed: true) { $0.add($1) })
      })
  }

  /// The budgets of the trials.
  public var budgetSchedule: BudgetSchedule? { schedule }

  /// The budgets, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: "budgets: \(schedule.budgets), factor: \(schedule.factor)",
      settings: configuration, defaults: Configuration())
  }

  /// Plans a child for the population of the trial's budget; nothing for trials of the first bracket, which
  /// are random.
  ///
  /// - Complexity: O(*m* log *m* + *m* *d*) for *m* members of the populations and *d* parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let history = context.history
    let space = history.intersectionSpace.varying
    guard let budget = context.trial.budget, schedule.contains(budget), budget.bracket > 0,
      budget.promotedFrom == nil, !space.isEmpty,
      let populations = populations[history.directions[0]]?.state(at: history)
    else { return TrialPlan() }
    // The trials of a rung take the members as targets in turn.
    let running = history.unfinishedTrials.count {
      guard $0.number != context.trialNumber, let other = $0.budget else { return false }
      return other.rung == budget.rung && schedule.contains(other)
    }
    let target =
      (populations.finishedCounts[budget.rung] + running)
      % schedule.populationSize(ofRung: budget.rung)

    func point(_ member: DEHBPopulations.Member) -> [Double]? {
      space.position(of: history.parameters(of: member.number))
    }
    let members = populations.rungs[budget.rung]
    let mutant = mutant(
      parents(of: budget, target: target, in: populations).compactMap(point),
      from: populations.rungs.joined().compactMap(point), dimension: space.parameters.count,
      using: &random)
    // As long as the population has no such member, the child is crossed with a random point.
    var child =
      members.indices.contains(target)
      ? point(members[target]) ?? randomPoint(mutant.count, &random)
      : randomPoint(mutant.count, &random)
    // Binomial crossover, with at least one parameter of the mutant.
    let certain = random.index(below: child.count)
    for index in child.indices
    where random.uniform() < configuration.crossoverProbability || index == certain {
      child[index] = mutant[index]
    }
    return TrialPlan(
      at: child, of: space, attributes: [DEHBPopulations.targetAttribute: .int(target)])
  }

  /// The parent pool of a trial, section 3.3: the population itself, without the target, at the first rung of
  /// a bracket, and as many of the best members of the next lower rung as a bracket promotes at the others.
  private func parents(
    of budget: TrialBudget, target: Int, in populations: DEHBPopulations
  ) -> [DEHBPopulations.Member] {
    let bracket = budget.bracket % schedule.bracketCount
    guard budget.rung > bracket else {
      return populations.rungs[budget.rung].enumerated().filter { $0.offset != target }
        .map(\.element)
    }
    return populations.best(
      schedule.configurationCount(ofBracket: bracket, rung: budget.rung), ofRung: budget.rung - 1)
  }

  /// Mutates three parents by rand/1: v = x₁ + F (x₂ − x₃).
  ///
  /// - Parameters:
  ///   - parents: The points of the parent pool.
  ///   - all: The points of all populations. Those, and then random points, complete a pool of fewer than three.
  ///   - dimension: The number of parameters.
  private func mutant(
    _ parents: [[Double]], from all: [[Double]], dimension: Int, using random: inout RandomStream
  ) -> [Double] {
    var pool = parents
    if pool.count < 3 {
      var others = all
      random.shuffle(&others)
      for point in others where pool.count < 3 && !pool.contains(point) { pool.append(point) }
      while pool.count < 3 { pool.append(randomPoint(dimension, &random)) }
    }
    random.shuffle(&pool)
    return (0..<dimension).map { index in
      let value =
        pool[0][index] + configuration.mutationFactor * (pool[1][index] - pool[2][index])
      // Clamping would collect children at the bounds.
      return (0...1).contains(value) ? value : random.uniform()
    }
  }

  private func randomPoint(_ dimension: Int, _ random: inout RandomStream) -> [Double] {
    (0..<dimension).map { _ in random.uniform() }
  }

  /// Draws a value at random.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(prior: request.prior, using: &random)
  }
}

extension Sampler where Self == DEHBSampler {
  /// DEHB, differential evolution in the brackets of Hyperband.
  ///
  /// - Parameters:
  ///   - budget: The budgets, such as `.hyperband(from: 1, to: 81)`; `optimize` uses them.
  ///   - configuration: The settings of the evolution.
  /// - Precondition: As for ``DEHBSampler/init(budget:_:)``.
  public static func dehb(
    budget: BudgetSchedule, _ configuration: DEHBSampler.Configuration = .init()
  ) -> DEHBSampler {
    DEHBSampler(budget: budget, configuration)
  }
}
