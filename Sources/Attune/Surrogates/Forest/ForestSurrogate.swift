import AttuneKernels

/// A model that predicts a value and its uncertainty from trees.
protocol ForestSurrogate: Sendable {
  /// The predicted means and variances at points.
  ///
  /// - Parameter points: Points as those on which the trees were grown: numbers and indices of labels.
  func moments(at points: CoordinateTable) -> (means: [Double], variances: [Double])
}

extension RegressionTree {
  /// Calls a function with the index of each point of a table and the leaf that it is in.
  ///
  /// - Complexity: O(*n* · *h*) for *n* points and a tree of height *h*.
  func forEachLeaf(of points: CoordinateTable, _ body: (Int, Node) -> Void) {
    points.withUnsafePoints { points in
      guard let coordinates = points.coordinates else { return }
      nodes.withUnsafeBufferPointer { nodes in
        for point in 0..<points.count {
          var node = 0
          while let split = nodes[node].split {
            node =
              split.condition.isSatisfied(by: coordinates[split.column * points.stride + point])
              ? node + 1 : split.falseChild
          }
          body(point, nodes[node])
        }
      }
    }
  }
}

extension RandomForest: ForestSurrogate {
  /// The mean μ and the variance σ² over the trees, by the law of total variance.
  ///
  /// With the mean μₜ and the variance σₜ² of the leaf of each tree *t*, μ is the mean of μₜ, and σ²
  /// is the mean of σₜ² + μₜ², less μ².
  ///
  /// - Note: F. Hutter, L. Xu, H. Hoos and K. Leyton-Brown, "Algorithm Runtime Prediction: Methods &
  ///   Evaluation", Artificial Intelligence 206, 2014, arXiv 1211.0906, section 4.3.2.
  func moments(at points: CoordinateTable) -> (means: [Double], variances: [Double]) {
    var means = [Double](repeating: 0, count: points.count)
    var squares = means  // Σₜ (μₜ − first)², for a difference without cancellation
    var offsets = means  // Σₜ (μₜ − first)
    var leaves = means  // Σₜ σₜ²
    for (number, tree) in trees.enumerated() {
      tree.forEachLeaf(of: points) { point, leaf in
        if number == 0 { means[point] = leaf.mean }
        let offset = leaf.mean - means[point]
        offsets[point] += offset
        squares[point] += offset * offset
        leaves[point] += leaf.variance
      }
    }
    let count = Double(trees.count)
    let variances = means.indices.map { point in
      let shift = offsets[point] / count
      means[point] += shift
      return max(0, leaves[point] / count + squares[point] / count - shift * shift)
    }
    return (means, variances)
  }
}
