/// The partition of the space into the leaves of a regression tree, and the prediction in each.
///
/// It serves to compute marginal predictions as in Hutter, Hoos and Leyton-Brown 2014. With leaves
/// B of prediction c_B and extents B_d along the columns d, whose volumes |B_d| are fractions of
/// the columns, the marginal prediction for column j is
///
///     a_j(θ) = Σ_B c_B · [θ ∈ B_j] · Π_{d ≠ j} |B_d|
///
/// It is the average of the prediction over all other columns. The main effect of column j is
/// f_j(θ) = a_j(θ) − f₀ with the mean f₀ = Σ_B c_B · |B|. Here f₀ is subtracted from every c_B
/// beforehand.
struct TreePartition: Sendable {
  /// The extent B_d of a box along a column.
  private enum Extent: Sendable {
    case interval(low: Double, high: Double)
    case pattern(IndicatorPattern)

    /// The volume |B_d|, a fraction of the whole column.
    var volume: Double {
      switch self {
      case .interval(let low, let high): high - low
      case .pattern(let pattern): pattern.volume
      }
    }

    /// The part of the extent where a condition is true, or where it is false.
    func restricted(to condition: RegressionTree.Condition, being value: Bool) -> Extent {
      switch (self, condition) {
      case (.interval(let low, let high), .isAtMost(let threshold)):
        value ? .interval(low: low, high: threshold) : .interval(low: threshold, high: high)
      case (.pattern(let pattern), .isLabel(let label)): .pattern(pattern.fixing(label, to: value))
      default: self
      }
    }
  }

  /// The box of a leaf.
  private struct Box: Sendable {
    /// The extents by column.
    var extents: [Extent]
    /// The difference of the prediction from its mean over the space, c_B − f₀.
    var excess = 0.0

    /// The volume |B| = Π_d |B_d|, a fraction of the space.
    var volume: Double { extents.reduce(1) { $0 * $1.volume } }
  }

  private var boxes: [Box] = []

  /// Computes the boxes of a tree's leaves.
  ///
  /// - Complexity: O(*s* · *c*) for *s* nodes and *c* columns.
  init(_ tree: RegressionTree, columns: [ForestPoints.Column]) {
    let whole = columns.map { column in
      switch column {
      case .numbers: Extent.interval(low: 0, high: 1)
      case .labels(_, let count): Extent.pattern(IndicatorPattern(count: count))
      }
    }
    var pending = [(node: 0, box: Box(extents: whole))]
    while case (let index, var box)? = pending.popLast() {
      let node = tree.nodes[index]
      guard let split = node.split else {
        box.excess = node.mean
        boxes.append(box)
        continue
      }
      for (child, value) in [(split.falseChild, false), (index + 1, true)] {
        var part = box
        part.extents[split.column] = box.extents[split.column]
          .restricted(to: split.condition, being: value)
        pending.append((child, part))
      }
    }
    let mean = boxes.reduce(0) { $0 + $1.excess * $1.volume }  // f₀
    for index in boxes.indices { boxes[index].excess -= mean }
  }

  /// The variance of the prediction over the space: V = Σ_B (c_B − f₀)² |B|.
  var variance: Double {
    boxes.reduce(0) { $0 + $1.excess * $1.excess * $1.volume }
  }

  /// The variance V_j = ∫ f_j(θ)² dθ of each column's main effect.
  var marginalVariances: [Double] {
    guard let columns = boxes.first?.extents.indices else { return [] }
    let volumes = boxes.map { $0.extents.map(\.volume) }  // shape [box][column]
    return columns.map { column in
      // f_j as a sum over boxes: changes of a step function for numbers, terms for labels.
      var steps: [(position: Double, height: Double)] = []
      var terms: [(pattern: IndicatorPattern, height: Double)] = []
      for (box, volumes) in zip(boxes, volumes) {
        var average = box.excess  // (c_B − f₀) Π_{d ≠ j} |B_d|
        for other in columns where other != column { average *= volumes[other] }
        switch box.extents[column] {
        case .interval(let low, let high):
          steps.append((low, average))
          if high < 1 { steps.append((high, -average)) }
        case .pattern(let pattern): terms.append((pattern, average))
        }
      }
      return terms.isEmpty ? Self.variance(of: steps) : Self.variance(of: terms)
    }
  }

  /// The variance of a step function on 0...1 with mean 0.
  ///
  /// - Parameter steps: The positions where the function changes, and the amounts, in any order.
  private static func variance(of steps: [(position: Double, height: Double)]) -> Double {
    var (variance, height, previous) = (0.0, 0.0, 0.0)
    for step in steps.sorted(by: { $0.position < $1.position }) {
      variance += height * height * (step.position - previous)
      height += step.height
      previous = step.position
    }
    return variance + height * height * (1 - previous)
  }

  /// The variance of a function of indicators with mean 0, which is a sum of terms.
  ///
  /// It is Σ_{s,t} h_s h_t |P_s ∩ P_t| for terms of height h and pattern P.
  ///
  /// - Parameter terms: The height of each term, and the pattern where it is not 0.
  private static func variance(
    of terms: [(pattern: IndicatorPattern, height: Double)]
  ) -> Double {
    var indices: [IndicatorPattern: Int] = [:]
    var different: [(pattern: IndicatorPattern, height: Double)] = []
    for term in terms {
      if let index = indices[term.pattern] {
        different[index].height += term.height
      } else {
        indices[term.pattern] = different.count
        different.append(term)
      }
    }
    var variance = 0.0
    for (index, term) in different.enumerated() {
      variance += term.height * term.height * term.pattern.volume
      for other in different[..<index] {
        variance += 2 * term.height * other.height * term.pattern.volume(sharedWith: other.pattern)
      }
    }
    return max(0, variance)
  }
}
