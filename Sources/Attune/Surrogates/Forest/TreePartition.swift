/// The boxes that a regression tree divides the space into, and its prediction in each.
struct TreePartition: Sendable {
  /// What a box spans along one column.
  private enum Extent: Sendable {
    case interval(low: Double, high: Double)
    case pattern(IndicatorPattern)

    /// The part of the whole column.
    var share: Double {
      switch self {
      case .interval(let low, let high): high - low
      case .pattern(let pattern): pattern.share
      }
    }

    /// What is left of it after a question, answered with "yes" or "no".
    func after(_ question: RegressionTree.Question, _ answer: Bool) -> Extent {
      switch (self, question) {
      case (.interval(let low, let high), .isAtMost(let threshold)):
        answer ? .interval(low: low, high: threshold) : .interval(low: threshold, high: high)
      case (.pattern(let pattern), .isLabel(let label)): .pattern(pattern.fixing(label, to: answer))
      default: self
      }
    }
  }

  private struct Box: Sendable {
    var extents: [Extent]
    /// By how much the prediction exceeds its mean over the space.
    var excess = 0.0

    var share: Double { extents.reduce(1) { $0 * $1.share } }
  }

  private var boxes: [Box] = []

  /// Finds the boxes of a tree.
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
    while case (let place, var box)? = pending.popLast() {
      let node = tree.nodes[place]
      guard let split = node.split else {
        box.excess = node.mean
        boxes.append(box)
        continue
      }
      for (next, answer) in [(split.no, false), (place + 1, true)] {
        var part = box
        part.extents[split.column] = box.extents[split.column].after(split.question, answer)
        pending.append((next, part))
      }
    }
    let mean = boxes.reduce(0) { $0 + $1.excess * $1.share }
    for index in boxes.indices { boxes[index].excess -= mean }
  }

  /// The variance of the prediction over the space.
  var variance: Double {
    boxes.reduce(0) { $0 + $1.excess * $1.excess * $1.share }
  }

  /// For each column the variance of what is left of the prediction when it is averaged over all others.
  var marginalVariances: [Double] {
    guard let columns = boxes.first?.extents.indices else { return [] }
    let shares = boxes.map { $0.extents.map(\.share) }
    return columns.map { column in
      var steps: [(place: Double, height: Double)] = []
      var terms: [(pattern: IndicatorPattern, height: Double)] = []
      for (box, shares) in zip(boxes, shares) {
        var average = box.excess
        for other in columns where other != column { average *= shares[other] }
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

  /// The variance of a function on 0...1 with the mean 0 that changes at some places by so much.
  private static func variance(of steps: [(place: Double, height: Double)]) -> Double {
    var (variance, height, previous) = (0.0, 0.0, 0.0)
    for step in steps.sorted(by: { $0.place < $1.place }) {
      variance += height * height * (step.place - previous)
      height += step.height
      previous = step.place
    }
    return variance + height * height * (1 - previous)
  }

  /// The variance of a function of indicators with the mean 0, the sum of terms that are so high where a
  /// pattern fits.
  private static func variance(
    of terms: [(pattern: IndicatorPattern, height: Double)]
  ) -> Double {
    var places: [IndicatorPattern: Int] = [:]
    var different: [(pattern: IndicatorPattern, height: Double)] = []
    for term in terms {
      if let place = places[term.pattern] {
        different[place].height += term.height
      } else {
        places[term.pattern] = different.count
        different.append(term)
      }
    }
    var variance = 0.0
    for (place, term) in different.enumerated() {
      variance += term.height * term.height * term.pattern.share
      for other in different[..<place] {
        variance += 2 * term.height * other.height * term.pattern.share(sharedWith: other.pattern)
      }
    }
    return max(0, variance)
  }
}
