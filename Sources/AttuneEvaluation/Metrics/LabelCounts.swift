/// How often a label was predicted, how often it was true, and how often both; or the sums of weights.
public struct LabelCounts: Sendable, Hashable {
  /// The elements that have the label and are predicted to have it.
  public internal(set) var truePositives = 0.0
  /// The elements predicted to have the label.
  public internal(set) var predicted = 0.0
  /// The elements that have the label.
  public internal(set) var actual = 0.0

  /// Returns a score of the label.
  ///
  /// - Parameters:
  ///   - score: Which one.
  ///   - undefined: The value if the score is undefined: a precision if nothing is predicted, a
  ///     recall if nothing has the label, an F score if neither.
  /// - Returns: A number in `0...1`, or what `undefined` says.
  /// - Precondition: The `beta` of an F score is not negative.
  public func score(_ score: LabelScore, ifUndefined undefined: UndefinedScore = .zero) -> Double {
    switch score {
    case .precision, .fScore(beta: 0):
      return predicted == 0 ? undefined.value : truePositives / predicted
    case .recall, .fScore(beta: .infinity):
      return actual == 0 ? undefined.value : truePositives / actual
    case .fScore(let beta):
      precondition(beta >= 0, "recall cannot be \(beta) times as important as precision")
      guard actual > 0 || predicted > 0 else { return undefined.value }
      guard truePositives > 0 else { return 0 }
      let square = beta * beta
      let scaled = ScaledNumbers([truePositives, actual, predicted]).values
      // Divided by the square where it is large: with it the sums may overflow.
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
  /// The score of all labels in one number.
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
        // By a power of two less: every label may have weights that sum up to the largest number.
        sum.truePositives += counts.truePositives * factor
        sum.predicted += counts.predicted * factor
        sum.actual += counts.actual * factor
      }
      return sum.score(score, ifUndefined: undefined)
    }
  }

  /// The weighted mean of those scores that are numbers; all count alike if none of them has weight,
  /// and the mean is NaN if there are none.
  static func mean(of scores: [Double], weights: [Double]) -> Double {
    let known = zip(scores, weights).filter { !$0.0.isNaN }
    guard !known.isEmpty else { return .nan }
    let weights = ScaledNumbers(known.map(\.1)).values
    let total = weights.reduce(0, +)
    if total > 0 { return zip(known, weights).reduce(0) { $0 + $1.0.0 * $1.1 } / total }
    return known.reduce(0) { $0 + $1.0 } / Double(known.count)
  }
}
