// Trainable parameters and the state of their optimizer.

import Foundation

/// Parameters learned by gradient descent, with the optimizer's state for each.
struct Parameters: Sendable, Codable {
  /// The values of the parameters.
  private(set) var values: [Float]
  /// The gradient of the loss, accumulated over a batch by the layer that owns the parameters.
  var gradients: [Float]
  /// The velocities of momentum, or Adam's mean gradients.
  private var first: [Float]
  /// The mean squared gradients of RMSprop and Adam.
  private var second: [Float]
  private var stepCount = 0

  /// Creates parameters with initial values and zero gradients.
  init(_ values: [Float]) {
    self.values = values
    gradients = [Float](repeating: 0, count: values.count)
    first = gradients
    second = gradients
  }

  /// Takes one step and clears the gradients for the next batch.
  mutating func step(by optimizer: Optimizer, weightDecay: Float) {
    stepCount += 1
    Self.decay(values, &gradients, values.count, weightDecay)
    switch optimizer {
    case .momentum(let rate, let momentum):
      Self.descend(
        &values, &first, gradients, values.count, rate: Float(rate), momentum: Float(momentum))
    case .rmsProp(let rate):
      Self.scaledDescend(&values, &second, gradients, values.count, rate: Float(rate))
    case .adam(let rate):
      Self.adaptiveDescend(
        &values, &first, &second, gradients, values.count, rate: Float(rate), step: stepCount)
    }
    Self.clear(&gradients, values.count)
  }

  // The loops use pointers, since the compiler vectorizes them.

  private static func decay(
    _ values: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, _ count: Int,
    _ weightDecay: Float
  ) {
    var i = 0
    while i < count {
      gradients[i] += weightDecay * values[i]
      i += 1
    }
  }

  private static func clear(_ gradients: UnsafeMutablePointer<Float>, _ count: Int) {
    gradients.update(repeating: 0, count: count)
  }

  private static func descend(
    _ values: UnsafeMutablePointer<Float>, _ velocities: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, _ count: Int, rate: Float, momentum: Float
  ) {
    var i = 0
    while i < count {
      velocities[i] = momentum * velocities[i] - rate * gradients[i]
      values[i] += velocities[i]
      i += 1
    }
  }

  private static func scaledDescend(
    _ values: UnsafeMutablePointer<Float>, _ squares: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, _ count: Int, rate: Float
  ) {
    var i = 0
    while i < count {
      squares[i] = 0.9 * squares[i] + 0.1 * gradients[i] * gradients[i]
      values[i] -= rate * gradients[i] / (squares[i].squareRoot() + 1e-7)
      i += 1
    }
  }

  private static func adaptiveDescend(
    _ values: UnsafeMutablePointer<Float>, _ means: UnsafeMutablePointer<Float>,
    _ squares: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ count: Int,
    rate: Float, step: Int
  ) {
    // The corrections compensate that both averages start at zero.
    let meanCorrection = 1 - pow(0.9, Float(step))
    let squareCorrection = 1 - pow(0.999, Float(step))
    let scaledRate = rate * squareCorrection.squareRoot() / meanCorrection
    var i = 0
    while i < count {
      means[i] = 0.9 * means[i] + 0.1 * gradients[i]
      squares[i] = 0.999 * squares[i] + 0.001 * gradients[i] * gradients[i]
      values[i] -= scaledRate * means[i] / (squares[i].squareRoot() + 1e-7)
      i += 1
    }
  }
}
