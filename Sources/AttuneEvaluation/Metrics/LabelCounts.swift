/// The counts of a label from which precision, recall and F scores follow; or sums of weights.
public struct LabelCounts: Sendable, Hashable {
  /// The elements that have the label and are predicted to have it (TP).
  public internal(set) var truePositives = 0.0
  /// The elements predicted to have the label (TP + FP).
  public internal(set) var predicted = 0.0
  /// The elements that have the label (TP + FN); the support in scikit-learn.
  public internal(set) var actual = 0.0

  /// Returns a score of the label.
  ///
  /// - Parameters:
  ///   - score: The score to compute.
  ///   - undefined: The value if the score is undefined: precision if TP + FP = 0, recall if
  ///     TP + FN = 0, an F score if both are 0.
  /// - Returns: A number in `0...1`, or the value of `undefined`.
  /// - Precondition: The `beta` of an F score is not negative.
  public func score(_ score: LabelScore, ifUndefined undefined: UndefinedScore = .zero) -> Double {
    switch score {
    case .precision, .fScore(beta: 0):
      return predicted == 0 ? undefined.value : truePositives / predicted
    case .recall, .fScore(beta: .infinity):
      return actual == 0 ? undefined.value : truePositives / actual
    case .fScore(let beta):
      precondition(beta >= 0, "the beta of an F score is \(beta); it must not be negative")
      guard actual > 0 || predicted > 0 else { return undefined.value }
      guard truePositives > 0 else { return 0 }
      let square = beta * beta
      let scaled = ScaledNumbers([truePositives, actual, predicted]).values
      // F = (1 + β²) TP / (β² (TP + FN) + (TP + FP)); divided by β² where β is large, since the
      // sums would overflow.
      return square <= 0x1p200
        ? (1 + square) * scaled[0] / (square * scaled[1] + scaled[2])
        : (1 / square + 1) * scaled[0] / (scaled[1] + scaled[2] / square)
    }
  }

  /// Counts an element.
  mutating func add(weight: Double, isPredicted: Bool, isActual: Bool) {
    if isPredicted { predicted += weight }
    if isActual { actual += weight }
    if isPredicted && isActual { truePositives += weight }
  }
}

extension [LabelCounts] {
  /// Returns the score averaged over the labels.
  func score(
    _ score: LabelScore, averaged averaging: Averaging, ifUndefined undefined: UndefinedScore
  ) -> Double {
    let scores = map { $0.score(score, ifUndefined: undefined) }
    switch averaging {
    case .macro:
      return Self.mean(of: scores, weights: map { _ in 1 })
    case .weighted:
      return Self.mean(of: scores, weights: map(\.actual))
    case .micro:
      var sum = LabelCounts()
      let largest = reduce(0) { Swift.max($0, $1.predicted, $1.actual) }
      let factor = largest > 0x1p900 ? 0x1p-100 : 1
      for counts in self {
        // Scaled down by a power of two, since the sum over labels may overflow.
        sum.truePositives += counts.truePositives * factor
        sum.predicted += counts.predicted * factor
        sum.actual += counts.actual * factor
      }
      return sum.score(score, ifUndefined: undefined)
    }
  }

  /// Returns the weighted mean of the scores that are not NaN.
  ///
  /// If their weights are all 0, it is the unweighted mean; if there are no scores, it is NaN.
  static func mean(of scores: [Double], weights: [Double]) -> Double {
    let known = zip(scores, weights).filter { !$0.0.isNaN }
    guard !known.isEmpty else { return .nan }
    let weights = ScaledNumbers(known.map(\.1)).values
    let total = weights.reduce(0, +)
    if total > 0 { return zip(known, weights).reduce(0) { $0 + $1.0.0 * $1.1 } / total }
    return known.reduce(0) { $0 + $1.0 } / Double(known.count)
  }
}
