/// The nondominated sorting genetic algorithm NSGA-II, for many cheap trials with several objectives.
///
/// The trials form generations. Those of the first one are random. The parents of a generation are the
/// best of the trials of the previous one and of its parents: by nondomination rank, and within the last
/// rank by crowding distance. Each trial is a child of parents that have won tournaments.
///
/// Trials that violate a constraint are worse than all feasible ones, and compared by the sum of their
/// violations. Running, pruned and failed trials belong to no generation.
///
/// The rules are those of Optuna 5, whose `NSGAIISampler` can continue a study and whose studies can be
/// continued. Trials that complete after the next generation has started are candidates here, while Optuna
/// ignores them.
///
/// - Note: K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective Genetic
///   Algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002,
///   doi:10.1109/4235.996017.
public struct NSGAIISampler: Sampler {
  /// The settings of the sampler.
  public struct Configuration: Sendable {
    /// The number of trials in a generation, and the number of parents; 50 as in Optuna.
    public var population = 50

    /// The crossover of numeric parameters; choices have uniform crossover.
    public var crossover: any Crossover = .uniform

    /// The probability of a crossover; otherwise a child is a copy of a random parent.
    public var crossoverProbability = 0.9

    /// The mutation of numeric parameters; nil to draw them at random, as choices are.
    public var mutation: (any Mutation)?

    /// The probability that a parameter is mutated; nil for one parameter a child on average.
    public var mutationProbability: Double?

    /// The probability that a choice is that of the first parent.
    public var swappingProbability = 0.5

    /// Creates the default settings, those of Optuna 5.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  private let evolution: Evolution

  /// Creates the sampler.
  ///
  /// - Precondition: The population is at least 2 and at least the number of parents of a crossover, which
  ///   is positive. The probabilities are in 0...1.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    evolution = Evolution(
      name: "NSGAIISampler", population: configuration.population,
      reproduction: Reproduction(configuration)
    ) { _, _ in { population, count, _ in EliteSelection.crowding(population, count: count) } }
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Draws all parameters that the complete trials have in common; none in the first generation.
  ///
  /// - Complexity: O(*p* + *d*²) for *p* parents and *d* parameters, up to a hundred times as much if a
  ///   crossover hardly ever makes children within the bounds. For the first trials of a generation also
  ///   that of ranking 2*p* points by dominance.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    try evolution.plan(in: context, using: &random)
  }

  /// Draws a value at random.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}

extension Reproduction {
  fileprivate init(_ configuration: NSGAIISampler.Configuration) {
    self.init(
      crossover: configuration.crossover,
      crossoverProbability: configuration.crossoverProbability, mutation: configuration.mutation,
      mutationProbability: configuration.mutationProbability,
      swappingProbability: configuration.swappingProbability)
  }
}

extension Sampler where Self == NSGAIISampler {
  /// The genetic algorithm NSGA-II.
  ///
  /// - Parameters:
  ///   - population: The number of trials in a generation.
  ///   - crossover: The crossover of numeric parameters.
  ///   - crossoverProbability: The probability of a crossover; otherwise a child is a copy of a parent.
  ///   - mutation: The mutation of numeric parameters; nil to draw them at random.
  ///   - mutationProbability: The probability that a parameter is mutated; nil for one parameter a child
  ///     on average.
  ///   - swappingProbability: The probability that a choice is that of the first parent.
  /// - Precondition: As for ``NSGAIISampler/init(_:)``.
  public static func nsgaII(
    population: Int = 50, crossover: any Crossover = .uniform, crossoverProbability: Double = 0.9,
    mutation: (any Mutation)? = nil, mutationProbability: Double? = nil,
    swappingProbability: Double = 0.5
  ) -> NSGAIISampler {
    var configuration = NSGAIISampler.Configuration()
    configuration.population = population
    configuration.crossover = crossover
    configuration.crossoverProbability = crossoverProbability
    configuration.mutation = mutation
    configuration.mutationProbability = mutationProbability
    configuration.swappingProbability = swappingProbability
    return NSGAIISampler(configuration)
  }
}
