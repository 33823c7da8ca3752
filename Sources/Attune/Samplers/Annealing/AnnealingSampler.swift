/// Draws values close to those of one of the best trials, in a neighbourhood that gets narrower with each trial.
///
/// It is the algorithm `anneal` of Hyperopt: random search that takes advantage of a smooth objective, at the
/// cost of random search.
///
/// A trial chooses an earlier one whose rank, from 0 for the best, has a geometric distribution. Its own values
/// are drawn from an interval around those of the chosen trial, as long as 1 / (1 + *T* · *c*) of the range on
/// its scale, with *T* trials that have the parameter and the coefficient *c*. An interval beyond a bound is
/// shifted into the range. A choice is repeated, or with that probability drawn from all choices. Parameters that
/// the chosen trial does not have come from another one, chosen in the same way among those that have them.
///
/// Three things differ from Hyperopt: integers are numbers with an order and never labels, as with
/// `hp.uniformint` and unlike `hp.randint`; all values of a stepped range have the same length, whereas
/// Hyperopt gives the outer ones half; running trials do not count. Pruned trials rank last, and infeasible ones
/// after feasible ones.
///
/// - Note: J. Bergstra, D. Yamins and D. D. Cox, "Making a Science of Model Search: Hyperparameter Optimization
///   in Hundreds of Dimensions for Vision Architectures", ICML 2013, which introduces Hyperopt; the algorithm is
///   described in its file `anneal.py`.
public struct AnnealingSampler: Sampler {
  /// The settings.
  public struct Configuration: Sendable, Hashable {
    /// The mean of the geometric distribution of ranks counted from 1, at least 1: `avg_best_idx` of Hyperopt.
    public var averageRank = 2.0
    /// The rate at which neighbourhoods get narrower, at least 0: `shrink_coef` of Hyperopt.
    public var shrinkage = 0.1

    /// Creates Hyperopt's settings.
    public init() {}
  }

  private let configuration: Configuration
  private let ranks: [Direction: HistoryFold<AnnealingRanks>]

  /// Creates a sampler.
  ///
  /// - Precondition: The average rank is finite and at least 1, the shrinkage finite and at least 0.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.averageRank >= 1 && configuration.averageRank.isFinite,
      "the average rank must be at least 1, not \(configuration.averageRank)")
    precondition(
      configuration.shrinkage >= 0 && configuration.shrinkage.isFinite,
      "the shrinkage must be at least 0, not \(configuration.shrinkage)")
    self.configuration = configuration
    ranks = Dictionary(
      uniqueKeysWithValues: [Direction.minimize, .maximize].map { direction in
        (direction, HistoryFold(AnnealingRanks()) { $0.insert($1, direction) })
      })
  }

  /// Plans the parameters of the chosen trial.
  ///
  /// - Throws: ``SamplingError`` in a multi-objective study.
  /// - Complexity: O(*n* + *d*) for *n* trials and *d* parameters, of which the first only moves memory.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let ranks = try ranks(in: context)
    guard let model = ranks.trial(atRank: rank(using: &random)) else { return TrialPlan() }
    var values: [(String, JSONValue)] = []
    for parameter in context.history.parameters(of: model) {
      let distribution = parameter.distribution
      guard !distribution.isConstant, distribution.samplingObstacle == nil,
        let value = parameter.parameterValue
      else { continue }
      let drawn = step(parameter.key, ranks).value(near: value, in: distribution, using: &random)
      values.append((parameter.name, distribution.label(of: drawn)))
    }
    return TrialPlan(values: JSONObject(values))
  }

  /// Draws a parameter that the chosen trial does not have, or not in this range.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let ranks = try ranks(in: context)
    let history = context.history
    let name = Name(request.name)
    // The trials that were chosen for the parameters so far, in this order.
    var plan = context.stream(ofTrial: context.trialNumber, parameter: nil)
    var models = [ranks.trial(atRank: rank(using: &plan))].compactMap(\.self)
    let enqueued = context.trial.enqueuedValues
    for given in context.trial.parameters
    where !given.distribution.isConstant && enqueued?[given.name] == nil {
      var stream = context.stream(ofTrial: context.trialNumber, parameter: given.name)
      if Self.firstTrial(of: models, having: given.key, in: history) == nil,
        let model = ranks.trial(atRank: rank(using: &stream), having: given.key, in: history)
      {
        models.append(model)
      }
    }
    let model =
      Self.firstTrial(of: models, having: name, in: history)
      ?? ranks.trial(atRank: rank(using: &random), having: name, in: history)
    guard let model,
      let value = history.parameters(of: model).parameter(named: request.name)
        .flatMap({ request.distribution.value(labelled: $0.value) })
    else { return request.distribution.randomValue(using: &random) }
    return step(name, ranks).value(near: value, in: request.distribution, using: &random)
  }

  private static func firstTrial(
    of numbers: [Int], having name: Name, in history: TrialHistory
  ) -> Int? {
    numbers.first { history.parameters(of: $0).contains { $0.key == name } }
  }

  private func ranks(in context: SamplingContext) throws(SamplingError) -> AnnealingRanks {
    guard context.directions.count == 1, let ranks = ranks[context.directions[0]] else {
      throw SamplingError("annealing needs a single objective; use .tpe() for several")
    }
    return ranks.state(at: context.history)
  }

  private func step(_ name: Name, _ ranks: AnnealingRanks) -> AnnealingStep {
    AnnealingStep(trialCount: ranks.count(of: name), shrinkage: configuration.shrinkage)
  }

  /// Draws a rank from 0, by inversion: 1 + rank has a geometric distribution with the average rank as its mean.
  private func rank(using random: inout RandomStream) -> Int {
    let u = random.uniform()
    guard configuration.averageRank > 1 else { return 0 }
    let rank = Math.log(1 - u) / Math.log(1 - 1 / configuration.averageRank)
    return rank >= 0 && rank < 0x1p52 ? Int(rank) : 1 << 52
  }

  /// The name and the settings that differ from Hyperopt's.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }
}

extension Sampler where Self == AnnealingSampler {
  /// Annealing around the best trials, as Hyperopt's `anneal`.
  ///
  /// - Parameters:
  ///   - averageRank: The mean of the geometric distribution of ranks counted from 1.
  ///   - shrinkage: The rate at which neighbourhoods get narrower.
  /// - Precondition: The average rank is finite and at least 1, the shrinkage finite and at least 0.
  public static func anneal(
    averageRank: Double = 2, shrinkage: Double = 0.1
  ) -> AnnealingSampler {
    var configuration = AnnealingSampler.Configuration()
    configuration.averageRank = averageRank
    configuration.shrinkage = shrinkage
    return AnnealingSampler(configuration)
  }
}
