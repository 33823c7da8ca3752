import Testing

@testable import Attune

/// The evaluators, for tests of what they have in common.
enum EvaluatorCase: String, CaseIterable, CustomTestStringConvertible {
  case pedANOVA, fANOVA, meanDecreaseInImpurity

  var evaluator: any ImportanceEvaluator {
    switch self {
    case .pedANOVA: .pedANOVA()
    case .fANOVA: .fANOVA(Self.smallForest)
    case .meanDecreaseInImpurity: .meanDecreaseInImpurity(Self.smallForest)
    }
  }

  /// Twelve trees show all that is tested, and are soon grown.
  private static var smallForest: FANOVAEvaluator.Configuration {
    var configuration = FANOVAEvaluator.Configuration()
    configuration.treeCount = 12
    return configuration
  }

  /// Those that grow forests.
  static let forests: [EvaluatorCase] = [.fANOVA, .meanDecreaseInImpurity]

  var testDescription: String { rawValue }
}
