extension [Fold] {
  /// Splits a time series into folds whose validation part follows their training part.
  ///
  /// The validation parts are consecutive and end at the end of the series. The training part of
  /// each fold contains all earlier elements, or the last of them. The folds equal those of
  /// scikit-learn's `TimeSeriesSplit`.
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds.
  ///   - count: The number of elements of the series, which are in order of time.
  ///   - validationSize: The number of elements in each validation part; by default
  ///     `count / (foldCount + 1)`.
  ///   - gap: The number of elements left out between the two parts, in case they overlap with the
  ///     validation part.
  ///   - maximumTrainingSize: The maximum number of elements in a training part, of which the last
  ///     are kept; nil sets no limit.
  /// - Throws: ``EvaluationError`` if the series is too short for the number and size of the folds.
  /// - Precondition: `foldCount` is 2 or more, `gap` is not negative, and the sizes are positive.
  /// - Complexity: O(*n* · *k*) for *n* elements and *k* folds, the size of the result.
  public static func timeSeries(
    _ foldCount: Int, count: Int, validationSize: Int? = nil, gap: Int = 0,
    maximumTrainingSize: Int? = nil
  ) throws(EvaluationError) -> [Fold] {
    precondition(foldCount >= 2, "foldCount is \(foldCount); it must be at least 2")
    precondition(gap >= 0, "gap is \(gap); it must not be negative")
    precondition(validationSize ?? 1 > 0, "validationSize must be positive")
    precondition(maximumTrainingSize ?? 1 > 0, "maximumTrainingSize must be positive")
    guard foldCount < count else {
      throw EvaluationError(
        .invalidSplit,
        "\(count) elements are too few for \(foldCount) folds of a series; make fewer folds")
    }
    let size = validationSize ?? count / (foldCount + 1)
    // The first training part needs an element; divided first, because the product may overflow.
    guard size <= (count - 1) / foldCount, gap < count - size * foldCount else {
      throw EvaluationError(
        .invalidSplit,
        "\(count) elements are too few for \(foldCount) folds with \(size) validation elements and a "
          + "gap of \(gap); make fewer folds or smaller parts")
    }
    return (0..<foldCount).map { fold in
      let start = count - (foldCount - fold) * size
      let end = start - gap
      let first = Swift.max(0, end - (maximumTrainingSize ?? end))
      return Fold(disjoint: Array<Int>(first..<end), Array<Int>(start..<(start + size)))
    }
  }

  /// Splits a time series into folds whose validation part follows their training part.
  ///
  /// It is equivalent to `timeSeries(_:count:validationSize:gap:maximumTrainingSize:)` with the
  /// number of elements.
  public static func timeSeries(
    _ foldCount: Int, of series: some RandomAccessCollection, validationSize: Int? = nil,
    gap: Int = 0, maximumTrainingSize: Int? = nil
  ) throws(EvaluationError) -> [Fold] {
    try timeSeries(
      foldCount, count: series.count, validationSize: validationSize, gap: gap,
      maximumTrainingSize: maximumTrainingSize)
  }
}
