// The activation functions of hidden layers.

import Foundation

/// The activation function of a hidden layer; `rawValue` is its name in searches and output.
package enum Activation: String, CaseIterable, Codable, Sendable {
  /// max(0, x)
  case relu
  /// The hyperbolic tangent, between -1 and 1.
  case tanh
  /// 1 / (1 + exp(-x)), between 0 and 1.
  case logistic

  /// Replaces the first `count` sums by the values of the function.
  func apply(to values: inout [Float], count: Int) {
    switch self {
    case .relu:
      // NaN must stay NaN, so that a diverged network is detected.
      for i in 0..<count where values[i] < 0 { values[i] = 0 }
    case .tanh:
      for i in 0..<count { values[i] = Foundation.tanh(values[i]) }
    case .logistic:
      for i in 0..<count { values[i] = 1 / (1 + exp(-values[i])) }
    }
  }

  /// Multiplies each gradient by the derivative, computed from the value of the function.
  func scale(_ gradients: inout [Float], byDerivativeAt values: [Float], count: Int) {
    switch self {
    case .relu:
      for i in 0..<count where values[i] <= 0 { gradients[i] = 0 }
    case .tanh:
      for i in 0..<count { gradients[i] *= 1 - values[i] * values[i] }
    case .logistic:
      for i in 0..<count { gradients[i] *= values[i] * (1 - values[i]) }
    }
  }

  /// The half-width of the uniform distribution that initial weights are drawn from.
  ///
  /// He et al. (2015) for `relu`; Glorot and Bengio (2010) for the other two, with the factor of
  /// four that the authors give for the logistic function.
  func initialLimit(inputs: Int, outputs: Int) -> Float {
    switch self {
    case .relu: (6 / Float(inputs)).squareRoot()
    case .tanh: (6 / Float(inputs + outputs)).squareRoot()
    case .logistic: 4 * (6 / Float(inputs + outputs)).squareRoot()
    }
  }
}
