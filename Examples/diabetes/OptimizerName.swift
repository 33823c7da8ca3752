import ExampleSupport

/// The optimizers to choose from, each with the usual rate.
enum OptimizerName: String, CaseIterable, Sendable {
  case sgd, rmsprop, adam

  /// The optimizer of this name.
  var optimizer: Optimizer {
    switch self {
    case .sgd: .momentum(rate: 0.01, momentum: 0)
    case .rmsprop: .rmsProp(rate: 0.001)
    case .adam: .adam(rate: 0.001)
    }
  }
}
