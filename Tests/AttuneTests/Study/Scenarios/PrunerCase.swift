import Testing

@testable import Attune

/// A pruner to run a test with.
struct PrunerCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let pruner: any Pruner

  /// Every kind of pruner, with settings to prune after a few trials.
  static let all: [PrunerCase] = PrunerCatalogue.all.map(\.example).compactMap { specification in
    (try? PrunerCatalogue.pruner(specification)).map {
      PrunerCase(testDescription: specification, pruner: startingEarly($0))
    }
  }

  /// The default pruner, with settings to prune after a few trials.
  static let standard = all[0]

  /// No pruning.
  static let never = PrunerCase(testDescription: "none", pruner: .none)

  /// Returns a pruner that prunes after a few trials.
  private static func startingEarly(_ pruner: any Pruner) -> any Pruner {
    switch pruner {
    case is MedianPruner: .median(early)
    case let percentile as PercentilePruner: .percentile(percentile.percentile, early)
    default: pruner
    }
  }

  /// Settings that start pruning with the third trial.
  static var early: PercentilePruner.Configuration {
    var configuration = PercentilePruner.Configuration()
    configuration.startupTrials = 2
    return configuration
  }
}
