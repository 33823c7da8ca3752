import Testing

@testable import Attune

/// A sampler to run a test with.
struct SamplerCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let sampler: any Sampler

  /// Every kind of sampler, with settings to use its model after a few trials.
  ///
  /// Gaussian processes and forests are among them if all cases are tried: without optimization and with
  /// sanitizers their fits take most of the time.
  static let all: [SamplerCase] =
    SamplerCatalogue.all.map(\.name).compactMap { name in
      (try? SamplerCatalogue.sampler(name)).map {
        SamplerCase(testDescription: name, sampler: startingEarly($0))
      }
    }.filter {
      TestScope.isComplete || !$0.isSlow
    } + [
      SamplerCase(
        testDescription: "TPE without constant liar", sampler: tpe { $0.usesConstantLiar = false }),
      SamplerCase(testDescription: "a sampler of a third party", sampler: NeighbourSampler()),
    ]

  /// Each sampler with the default pruner, and each other pruner with the default sampler.
  static let withPruners: [(SamplerCase, PrunerCase)] =
    all.map { ($0, .standard) } + PrunerCase.all.dropFirst().map { (standard, $0) }

  /// Whether fits of a model take most of the time without optimization.
  private var isSlow: Bool {
    sampler is GPSampler || sampler is AutoSampler || sampler is ForestSampler
  }

  /// The samplers that work with any number of directions.
  static let multiObjective = all.filter(\.supportsSeveralObjectives)

  /// Whether the sampler works with any number of directions.
  var supportsSeveralObjectives: Bool {
    !(sampler is CMAESSampler || sampler is AnnealingSampler)
  }

  /// Whether the first trials have points of a sequence.
  var startsWithSequence: Bool {
    sampler is QMCSampler || sampler is GPSampler || sampler is AutoSampler
      || sampler is ForestSampler
  }

  /// The default sampler, with settings to use its model after a few trials.
  static let standard = all[0]

  /// Returns a sampler that uses its model after a few trials.
  static func startingEarly(_ sampler: any Sampler) -> any Sampler {
    switch sampler {
    case let tpe as TPESampler:
      var configuration = tpe.configuration
      configuration.startupTrials = 4
      return .tpe(configuration)
    case let gp as GPSampler: return GPSampler(withLittleEffort(gp.configuration))
    case is AutoSampler: return AutoSampler(startupTrials: 4, gp: withLittleEffort(.init()))
    case let forest as ForestSampler:
      var configuration = forest.configuration
      configuration.startupTrials = 4
      configuration.treeCount = 8
      configuration.effort = littleEffort
      return ForestSampler(configuration)
    case is AdaptiveTPESampler: return .adaptiveTPE(startupTrials: 4)
    default: return sampler
    }
  }

  /// Settings with a short search for proposals, which takes most of the time without optimization.
  static func withLittleEffort(_ configuration: GPSampler.Configuration) -> GPSampler.Configuration
  {
    var configuration = configuration
    configuration.startupTrials = 4
    configuration.effort = littleEffort
    return configuration
  }

  private static let littleEffort: AcquisitionSearch.Effort = {
    var effort = AcquisitionSearch.Effort()
    effort.spreadCount = 32
    effort.perturbationCount = 2
    effort.mutatedCount = 2
    effort.mutationCount = 4
    effort.polishedCount = 1
    effort.polishRounds = 1
    effort.polishIterations = 4
    return effort
  }()

  /// TPE whose model starts with the fifth trial.
  static func tpe(_ change: (inout TPESampler.Configuration) -> Void = { _ in }) -> TPESampler {
    TPESampler(configuration(change))
  }

  /// The settings of TPE whose model starts with the fifth trial.
  static func configuration(
    _ change: (inout TPESampler.Configuration) -> Void
  ) -> TPESampler.Configuration {
    var configuration = TPESampler.Configuration()
    configuration.startupTrials = 4
    change(&configuration)
    return configuration
  }
}

/// Proposes points near the best trial, all parameters jointly, as a sampler of a third party
/// might.
struct NeighbourSampler: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    guard let best = context.history.bestTrials.first else { return TrialPlan() }
    var plan = TrialPlan(attributes: ["neighbour:of": .int(best.number)])
    for parameter in context.history.intersectionSpace.varying.parameters {
      guard let value = best.parameters.parameter(named: parameter.name)?.parameterValue else {
        continue
      }
      let position = parameter.distribution.position(of: value) + 0.1 * random.normal()
      plan.set(parameter, to: parameter.distribution.value(at: position))
    }
    return plan
  }
}
