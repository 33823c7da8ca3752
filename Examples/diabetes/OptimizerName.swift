import ExampleSupport

/// An optimizer with its usual learning rate.
enum OptimizerName: String, CaseIterable, Sendable {
  case sgd, rmsprop, adam

  /// The optimizer with this name.
  var optimizer: Optimizer {
    switch self {
    case .sgd: .momentum(rate: 0.01, momentum: 0)
    case .rmsprop: .rmsProp(rate: 0.001)
    case .adam: .adam(rate: 0.001)
    }
  }
}
