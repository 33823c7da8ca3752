import Testing

@testable import Attune

/// A pruner to run a test with; ``all`` must contain every built-in one.
struct PrunerCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let pruner: any Pruner

  /// Every kind of pruner, with settings to prune after a few trials.
  static let all = [
    PrunerCase(testDescription: "none", pruner: .none),
    PrunerCase(testDescription: "median", pruner: .median(early)),
    PrunerCase(testDescription: "percentile", pruner: .percentile(25, early)),
    PrunerCase(testDescription: "wilcoxon", pruner: .wilcoxon()),
  ]

  /// Settings that start pruning with the third trial.
  static var early: PercentilePruner.Configuration {
    var configuration = PercentilePruner.Configuration()
    configuration.startupTrials = 2
    return configuration
  }
}
