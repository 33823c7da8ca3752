import Testing

@testable import Attune

/// The evaluators, for parametrized tests.
enum EvaluatorCase: String, CaseIterable, CustomTestStringConvertible {
  case pedANOVA, fANOVA, meanDecreaseInImpurity

  var evaluator: any ImportanceEvaluator {
    switch self {
    case .pedANOVA: .pedANOVA()
    case .fANOVA: .fANOVA(Self.smallForest)
    case .meanDecreaseInImpurity: .meanDecreaseInImpurity(Self.smallForest)
    }
  }

  /// Twelve trees are sufficient for the tests and fast to grow.
  private static var smallForest: FANOVAEvaluator.Configuration {
    var configuration = FANOVAEvaluator.Configuration()
    configuration.treeCount = 12
    return configuration
  }

  /// The evaluators that grow a forest.
  static let forests: [EvaluatorCase] = [.fANOVA, .meanDecreaseInImpurity]

  var testDescription: String { rawValue }
}
