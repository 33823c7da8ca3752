// Trainable numbers and the state of their optimizer.

/// Numbers learned by gradient descent with momentum.
struct Parameters: Sendable {
  /// The numbers themselves.
  private(set) var values: [Float]
  /// The gradient of the loss, added up over a batch by the layer that owns the numbers.
  var gradients: [Float]
  private var velocities: [Float]

  /// Starts at `values`, at rest.
  init(_ values: [Float]) {
    self.values = values
    gradients = [Float](repeating: 0, count: values.count)
    velocities = gradients
  }

  /// Takes one step and clears the gradients for the next batch.
  mutating func descend(rate: Float, momentum: Float, weightDecay: Float) {
    Self.descend(
      &values, &velocities, &gradients, count: values.count,
      rate: rate, momentum: momentum, weightDecay: weightDecay)
  }

  /// The step over plain pointers, which the compiler turns into vector instructions.
  private static func descend(
    _ values: UnsafeMutablePointer<Float>, _ velocities: UnsafeMutablePointer<Float>,
    _ gradients: UnsafeMutablePointer<Float>, count: Int,
    rate: Float, momentum: Float, weightDecay: Float
  ) {
    var i = 0
    while i < count {
      let gradient = gradients[i] + weightDecay * values[i]
      velocities[i] = momentum * velocities[i] - rate * gradient
      values[i] += velocities[i]
      gradients[i] = 0
      i += 1
    }
  }
}
