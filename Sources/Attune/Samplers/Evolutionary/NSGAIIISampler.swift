/// The genetic algorithm NSGA-III, for many cheap trials with three and more objectives.
///
/// It differs from ``NSGAIISampler`` in how the last rank of parents is selected: not by crowding distance,
/// but so that all directions from the ideal point have parents. The directions are those of reference
/// points, by default evenly spaced ones.
///
/// The rules are those of Optuna 5, whose `NSGAIIISampler` can continue a study and whose studies can be
/// continued. In Optuna the ideal point of a maximized objective is the worst one; here it is the best one.
///
/// - Note: K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization Algorithm Using
///   Reference-Point-Based Nondominated Sorting Approach, Part I: Solving Problems With Box
///   Constraints", IEEE Transactions on Evolutionary Computation 18(4), 2014,
///   doi:10.1109/TEVC.2013.2281535.
public struct NSGAIIISampler: Sampler {
  /// The settings of the sampler.
  public struct Configuration: Sendable {
    /// The number of trials in a generation, and the number of parents; 50 as in Optuna.
    ///
    /// It should be at least the number of reference points.
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

    /// The reference points, each with a coordinate for each objective; nil for evenly spaced ones.
    ///
    /// A point represents the direction from the ideal point, in units of the normalized losses. Points
    /// that are close together lead to more trials there.
    public var referencePoints: [[Double]]?

    /// The number of divisions of each axis by evenly spaced reference points.
    public var dividing = 3

    /// Creates the default settings, those of Optuna 5.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  private let evolution: Evolution

  /// Creates the sampler.
  ///
  /// - Precondition: As for ``NSGAIISampler/init(_:)``. The number of divisions is positive. There is at
  ///   least one reference point, all have the same number of coordinates, which are finite, and none is the
  ///   origin.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.dividing > 0, "dividing must be positive, not \(configuration.dividing)")
    self.configuration = configuration
    let references = configuration.referencePoints.map { ReferencePoints($0) }
    let dividing = configuration.dividing
    evolution = Evolution(
      name: "NSGAIIISampler", population: configuration.population,
      reproduction: Reproduction(configuration)
    ) { directions, seed in
      let references =
        references ?? ReferencePoints(dimensions: directions.count, divisions: dividing)
      return { population, count, generation in
        // All workers select the same parents.
        var random = RandomStream(
          seed: seed, stream: UInt64(generation), purpose: "parents of NSGA-III")
        return EliteSelection.niching(
          population, count: count, references: references, using: &random)
      }
    }
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Draws all parameters that the complete trials have in common; none in the first generation.
  ///
  /// - Complexity: As for ``NSGAIISampler/plan(in:using:)``, and O(*m*² *p* *r*) for the first trial of a
  ///   generation, with *p* parents, *m* objectives and *r* reference points.
  /// - Throws: ``SamplingError`` if the reference points have another number of coordinates than there are
  ///   objectives.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let count = context.directions.count
    if let points = configuration.referencePoints, points[0].count != count {
      throw SamplingError(
        "the reference points have \(points[0].count) coordinates, but the study has \(count) "
          + "objectives; give a coordinate for each objective")
    }
    return try evolution.plan(in: context, using: &random)
  }

  /// Draws a value at random.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}

extension Reproduction {
  fileprivate init(_ configuration: NSGAIIISampler.Configuration) {
    self.init(
      crossover: configuration.crossover,
      crossoverProbability: configuration.crossoverProbability, mutation: configuration.mutation,
      mutationProbability: configuration.mutationProbability,
      swappingProbability: configuration.swappingProbability)
  }
}

extension Sampler where Self == NSGAIIISampler {
  /// The genetic algorithm NSGA-III.
  ///
  /// - Parameters:
  ///   - population: The number of trials in a generation.
  ///   - crossover: The crossover of numeric parameters.
  ///   - crossoverProbability: The probability of a crossover; otherwise a child is a copy of a parent.
  ///   - mutation: The mutation of numeric parameters; nil to draw them at random.
  ///   - mutationProbability: The probability that a parameter is mutated; nil for one parameter a child
  ///     on average.
  ///   - swappingProbability: The probability that a choice is that of the first parent.
  ///   - referencePoints: The reference points, each with a coordinate for each objective; nil for evenly
  ///     spaced ones.
  ///   - dividing: The number of divisions of each axis by evenly spaced reference points.
  /// - Precondition: As for ``NSGAIIISampler/init(_:)``.
  public static func nsgaIII(
    population: Int = 50, crossover: any Crossover = .uniform, crossoverProbability: Double = 0.9,
    mutation: (any Mutation)? = nil, mutationProbability: Double? = nil,
    swappingProbability: Double = 0.5, referencePoints: [[Double]]? = nil, dividing: Int = 3
  ) -> NSGAIIISampler {
    var configuration = NSGAIIISampler.Configuration()
    configuration.population = population
    configuration.crossover = crossover
    configuration.crossoverProbability = crossoverProbability
    configuration.mutation = mutation
    configuration.mutationProbability = mutationProbability
    configuration.swappingProbability = swappingProbability
    configuration.referencePoints = referencePoints
    configuration.dividing = dividing
    return NSGAIIISampler(configuration)
  }
}
