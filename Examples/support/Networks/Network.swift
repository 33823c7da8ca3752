// The model whose hyperparameters some examples tune.

import Foundation

/// A multilayer perceptron: fully connected layers that end in class probabilities, trained by
/// minibatch gradient descent on the cross-entropy.
///
/// The same seed, data and settings give the same network. If training diverges, the loss is huge,
/// infinite or NaN, without a trap.
package struct Network: Sendable, Codable {
  private var layers: [Layer] = []
  private let outputs: Int

  /// Creates a network with one hidden layer for each of `widths`, and weights drawn from `seed`.
  package init(
    inputs: Int, widths: [Int], outputs: Int, activation: Activation,
    initialization: Initialization = .scaled, seed: UInt64
  ) {
    self.outputs = outputs
    var generator = SplitMix64(seed: seed)
    var previous = inputs
    for width in widths {
      layers.append(
        Layer(
          inputs: previous, outputs: width, activation: activation,
          initialization: initialization, using: &generator))
      previous = width
    }
    layers.append(
      Layer(
        inputs: previous, outputs: outputs, activation: nil, initialization: initialization,
        using: &generator))
  }

  /// Trains on all rows once, in an order drawn from `generator`, with `batchSize` rows per step.
  ///
  /// - Parameter dropout: The probability with which the output of a hidden unit is left out of a step.
  package mutating func trainEpoch(
    on data: Dataset, by optimizer: Optimizer, batchSize: Int, weightDecay: Double = 0,
    dropout: Double = 0, using generator: inout SplitMix64
  ) {
    precondition(batchSize > 0, "a batch of \(batchSize) rows, expected at least one")
    let order = generator.permutation(of: data.count)
    var values = buffers(rows: min(batchSize, data.count))
    var deltas = values
    for start in stride(from: 0, to: data.count, by: batchSize) {
      let batch = order[start..<min(start + batchSize, data.count)]
      var labels: [Int] = []
      for (row, source) in batch.enumerated() {
        for i in 0..<data.width {
          values[0][row * data.width + i] = data.features[source * data.width + i]
        }
        labels.append(data.labels[source])
      }
      var masks: [[Float]] = []
      if dropout > 0 {
        masks = values.map { Self.mask(dropout, count: $0.count, using: &generator) }
      }
      forward(&values, rows: labels.count, masks)
      lossGradient(logits: values[layers.count], labels: labels, into: &deltas[layers.count])
      backward(values, &deltas, rows: labels.count, masks)
      for index in layers.indices {
        layers[index].step(by: optimizer, weightDecay: Float(weightDecay))
      }
    }
  }

  /// The mean cross-entropy over all rows.
  package func loss(on data: Dataset) -> Double {
    var total = 0.0
    for (logits, label) in zip(logits(of: data.features), data.labels) {
      let largest = Double(logits.max() ?? 0)
      let sum = logits.reduce(0) { $0 + exp(Double($1) - largest) }
      total += largest + log(sum) - Double(logits[logits.startIndex + label])
    }
    return total / Double(data.count)
  }

  /// The most probable class of each row; nil for rows whose probabilities are NaN.
  ///
  /// - Parameter features: The rows one after another.
  package func classes(of features: [Float]) -> [Int?] {
    logits(of: features).map { logits in
      guard logits.allSatisfy({ !$0.isNaN }) else { return nil }
      return logits.indices.max { logits[$0] < logits[$1] }.map { $0 - logits.startIndex }
    }
  }

  /// The fraction of rows whose most probable class is correct.
  package func accuracy(on data: Dataset) -> Double {
    let correct = zip(classes(of: data.features), data.labels).count { $0 == $1 }
    return Double(correct) / Double(data.count)
  }
}

extension Network {
  /// The last layer's sums for every row.
  private func logits(of features: [Float]) -> [ArraySlice<Float>] {
    let rows = features.count / (layers.first?.inputs ?? 1)
    var values = buffers(rows: rows)
    values[0] = features
    forward(&values, rows: rows)
    return (0..<rows).map { values[layers.count][$0 * outputs..<($0 + 1) * outputs] }
  }

  /// Buffers for a batch's input and for the output of each layer.
  private func buffers(rows: Int) -> [[Float]] {
    let widths = layers.prefix(1).map(\.inputs) + layers.map(\.outputs)
    return widths.map { [Float](repeating: 0, count: rows * $0) }
  }

  /// Computes every layer's values from the batch in `values[0]`.
  ///
  /// - Parameter masks: The factors of hidden outputs, by layer; empty without dropout.
  private func forward(_ values: inout [[Float]], rows: Int, _ masks: [[Float]] = []) {
    for (index, layer) in layers.enumerated() {
      layer.forward(values[index], rows: rows, into: &values[index + 1])
      guard !masks.isEmpty, index + 1 < layers.count else { continue }
      for i in 0..<rows * layer.outputs { values[index + 1][i] *= masks[index + 1][i] }
    }
  }

  /// The factors of dropout: 0 for units that are left out, and 1 / (1 - p) for the others, so that the mean is
  /// that of all units.
  private static func mask(
    _ dropout: Double, count: Int, using generator: inout SplitMix64
  ) -> [Float] {
    let kept = Float(1 / (1 - dropout))
    let limit = UInt64(dropout * 0x1p32)
    return (0..<count).map { _ in generator.next() >> 32 < limit ? 0 : kept }
  }

  /// The gradient of the mean cross-entropy with respect to the logits: the difference between
  /// the softmax probabilities and the truth.
  private func lossGradient(logits: [Float], labels: [Int], into delta: inout [Float]) {
    for (row, label) in labels.enumerated() {
      let range = row * outputs..<(row + 1) * outputs
      let largest = logits[range].max() ?? 0
      var sum: Float = 0
      for i in range {
        delta[i] = exp(logits[i] - largest)
        sum += delta[i]
      }
      for i in range {
        let truth: Float = i == range.lowerBound + label ? 1 : 0
        delta[i] = (delta[i] / sum - truth) / Float(labels.count)
      }
    }
  }

  /// Computes the gradients of all weights and biases by backpropagation.
  private mutating func backward(
    _ values: [[Float]], _ deltas: inout [[Float]], rows: Int, _ masks: [[Float]]
  ) {
    for index in layers.indices.reversed() {
      layers[index].accumulate(input: values[index], delta: deltas[index + 1], rows: rows)
      guard index > 0 else { break }
      layers[index].propagate(deltas[index + 1], rows: rows, into: &deltas[index])
      let count = rows * layers[index].inputs
      guard !masks.isEmpty else {
        layers[index - 1].activation?.scale(
          &deltas[index], byDerivativeAt: values[index], count: count)
        continue
      }
      // The derivative is that at the output before dropout.
      let outputs = zip(values[index], masks[index]).map { $1 == 0 ? 0 : $0 / $1 }
      layers[index - 1].activation?.scale(&deltas[index], byDerivativeAt: outputs, count: count)
      for i in 0..<count { deltas[index][i] *= masks[index][i] }
    }
  }
}
