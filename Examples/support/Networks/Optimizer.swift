// The optimizers of networks.

/// A variant of gradient descent.
package enum Optimizer: Sendable, Hashable {
  /// Gradient descent with momentum.
  case momentum(rate: Double, momentum: Double)
  /// Steps divided by the root of a running mean of squared gradients: Tieleman and Hinton, Lecture
  /// 6.5 of "Neural Networks for Machine Learning", 2012.
  case rmsProp(rate: Double)
  /// Adam: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
  case adam(rate: Double)
}
