// A fully connected layer: its parameters, forward pass and gradients.

/// A fully connected layer and the state of its optimizer.
///
/// All methods work on a batch: `rows` rows stored one after another in a flat array, which may
/// be longer than the batch.
struct Layer: Sendable, Codable {
  /// The number of inputs of a row.
  let inputs: Int
  /// The number of outputs of a row.
  let outputs: Int
  /// The function applied to the sums, or nil for the last layer, whose sums are the logits.
  let activation: Activation?

  private var weights: Parameters
  private var biases: Parameters
  private var transposedWeights: [Float]

  /// Creates a layer with random weights and zero biases.
  init(
    inputs: Int, outputs: Int, activation: Activation?, initialization: Initialization,
    using generator: inout SplitMix64
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    weights = Parameters(
      initialization.weights(
        inputs: inputs, outputs: outputs, before: activation, using: &generator))
    biases = Parameters([Float](repeating: 0, count: outputs))
    transposedWeights = weights.values
  }

  /// Computes the layer's values for a batch.
  func forward(_ input: [Float], rows: Int, into output: inout [Float]) {
    for row in 0..<rows {
      for j in 0..<outputs { output[row * outputs + j] = biases.values[j] }
    }
    Matrix.addProduct(
      input, weights.values, to: &output, rows: rows, inner: inputs, columns: outputs)
    activation?.apply(to: &output, count: rows * outputs)
  }

  /// Accumulates the gradients of the weights and biases, from the input batch and the gradient of
  /// the loss with respect to the layer's sums.
  mutating func accumulate(input: [Float], delta: [Float], rows: Int) {
    Matrix.addTransposedProduct(
      input, delta, to: &weights.gradients, rows: rows, inner: inputs, columns: outputs)
    for row in 0..<rows {
      for j in 0..<outputs { biases.gradients[j] += delta[row * outputs + j] }
    }
  }

  /// Computes the gradient of the loss with respect to the input.
  mutating func propagate(_ delta: [Float], rows: Int, into inputDelta: inout [Float]) {
    Matrix.transpose(weights.values, into: &transposedWeights, rows: inputs, columns: outputs)
    for i in 0..<rows * inputs { inputDelta[i] = 0 }
    Matrix.addProduct(
      delta, transposedWeights, to: &inputDelta, rows: rows, inner: outputs, columns: inputs)
  }

  /// Moves weights and biases against their gradients, and clears the gradients.
  ///
  /// Weight decay applies to the weights, not to the biases.
  mutating func step(by optimizer: Optimizer, weightDecay: Float) {
    weights.step(by: optimizer, weightDecay: weightDecay)
    biases.step(by: optimizer, weightDecay: 0)
  }
}
