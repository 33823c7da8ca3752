extension [Fold] {
  /// Divides a series so that each fold is fitted on the past alone and judged on what came next.
  ///
  /// The parts that judge are consecutive and reach to the end of the series. Each fold is fitted on
  /// all that came before, or on the last part of it. The folds are those of scikit-learn's
  /// `TimeSeriesSplit`.
  ///
  /// - Parameters:
  ///   - foldCount: How many folds to make.
  ///   - count: How many elements the series has, in the order of time.
  ///   - validationSize: How many elements judge in each fold; by default `count / (foldCount + 1)`.
  ///   - gap: How many elements between the two parts are left out, because they overlap with
  ///     what judges.
  ///   - maximumTrainingSize: How many elements, the last ones, are fitted on at most; nil sets no
  ///     limit.
  /// - Throws: ``EvaluationError`` if the series is too short for that many folds of that size.
  /// - Precondition: `foldCount` is 2 or more, `gap` is not negative, and the sizes are positive.
  /// - Complexity: O(*n* · *k*) for *n* elements and *k* folds, the size of the result.
  public static func timeSeries(
    _ foldCount: Int, count: Int, validationSize: Int? = nil, gap: Int = 0,
    maximumTrainingSize: Int? = nil
  ) throws(EvaluationError) -> [Fold] {
    precondition(foldCount >= 2, "\(foldCount) folds are too few to validate on a series")
    precondition(gap >= 0, "a gap of \(gap) elements would let a fold see what it is judged on")
    precondition(validationSize ?? 1 > 0, "nothing would judge in a fold")
    precondition(maximumTrainingSize ?? 1 > 0, "nothing would be fitted on")
    guard foldCount < count else {
      throw EvaluationError(
        "\(count) elements are too few for \(foldCount) folds of a series; make fewer folds")
    }
    let size = validationSize ?? count / (foldCount + 1)
    // What the first fold is fitted on; divided first, because the product may overflow.
    guard size <= (count - 1) / foldCount, gap < count - size * foldCount else {
      throw EvaluationError(
        "\(count) elements are too few for \(foldCount) folds with \(size) elements that judge and a "
          + "gap of \(gap); make fewer folds or smaller parts")
    }
    return (0..<foldCount).map { fold in
      let start = count - (foldCount - fold) * size
      let end = start - gap
      let first = Swift.max(0, end - (maximumTrainingSize ?? end))
      return Fold(disjoint: Array<Int>(first..<end), Array<Int>(start..<(start + size)))
    }
  }

  /// Divides a series so that each fold is fitted on the past alone and judged on what came next.
  ///
  /// The same as `timeSeries(_:count:validationSize:gap:maximumTrainingSize:)` with the number of
  /// elements.
  public static func timeSeries(
    _ foldCount: Int, of series: some RandomAccessCollection, validationSize: Int? = nil,
    gap: Int = 0, maximumTrainingSize: Int? = nil
  ) throws(EvaluationError) -> [Fold] {
    try timeSeries(
      foldCount, count: series.count, validationSize: validationSize, gap: gap,
      maximumTrainingSize: maximumTrainingSize)
  }
}
