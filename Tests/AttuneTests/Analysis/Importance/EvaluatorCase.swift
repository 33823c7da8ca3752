import Testing

@testable import Attune

/// The evaluators, for tests of what they have in common.
enum EvaluatorCase: String, CaseIterable, CustomTestStringConvertible {
  case pedANOVA, fANOVA, meanDecreaseInImpurity

  var evaluator: any ImportanceEvaluator {
    switch self {
    case .pedANOVA: .pedANOVA()
    case .fANOVA: .fANOVA()
    case .meanDecreaseInImpurity: .meanDecreaseInImpurity()
    }
  }

  /// Those that grow forests.
  static let forests: [EvaluatorCase] = [.fANOVA, .meanDecreaseInImpurity]

  var testDescription: String { rawValue }
}
