// The initial weights of a network.

import Foundation

/// The distribution of the initial weights of a layer; biases start at zero.
package enum Initialization: String, CaseIterable, Sendable {
  /// Uniform, with a width for the layer's size and activation: He et al. (2015) for `relu`, Glorot
  /// and Bengio (2010) for the others.
  case scaled
  /// Uniform between -0.05 and 0.05.
  case uniform
  /// Normal with the standard deviation 0.05.
  case normal

  /// Random initial weights of a layer.
  func weights(
    inputs: Int, outputs: Int, before activation: Activation?, using generator: inout SplitMix64
  ) -> [Float] {
    let limit = (activation ?? .tanh).initialLimit(inputs: inputs, outputs: outputs)
    return (0..<inputs * outputs).map { _ in
      switch self {
      case .scaled: generator.uniform(within: limit)
      case .uniform: generator.uniform(within: 0.05)
      case .normal: 0.05 * generator.normal()
      }
    }
  }
}
