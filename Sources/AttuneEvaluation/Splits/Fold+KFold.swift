internal import Attune

extension [Fold] {
  /// Splits a data set into folds whose validation parts have nearly equal size.
  ///
  /// Every element is in the validation part of exactly one fold. Without a seed, the validation
  /// parts are runs of consecutive elements, and the folds equal those of scikit-learn's `KFold`;
  /// with a seed, they are drawn at random. Their sizes differ by at most one, the larger ones
  /// first. Indices are in ascending order in either case.
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds; 5 and 10 are usual.
  ///   - count: The number of elements.
  ///   - shuffleSeed: The seed for shuffling the elements; nil keeps neighbours together, which
  ///     gives misleading scores if the data are sorted.
  /// - Throws: ``EvaluationError`` if there are fewer elements than folds.
  /// - Precondition: `foldCount` is 2 or more.
  /// - Complexity: O(*n* · *k*) for *n* elements and *k* folds, the size of the result.
  public static func kFold(
    _ foldCount: Int, count: Int, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    try checkFoldCount(foldCount, count: count, of: "elements")
    var order = Array<Int>(0..<count)
    if let shuffleSeed {
      var random = RandomStream(seed: shuffleSeed, purpose: "k-fold")
      random.shuffle(&order)
    }
    return folds(foldCount, assigning: parts(foldCount, of: order, count: count))
  }

  /// Splits a data set into folds whose validation parts have nearly equal size.
  ///
  /// It is equivalent to `kFold(_:count:shuffleSeed:)` with the number of elements.
  public static func kFold(
    _ foldCount: Int, of elements: some RandomAccessCollection, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    try kFold(foldCount, count: elements.count, shuffleSeed: shuffleSeed)
  }

  /// Splits a data set into one fold per element, which is the only one in the fold's validation
  /// part.
  ///
  /// The estimate is nearly unbiased but expensive, and metrics that need several elements, such as
  /// R², are undefined. The folds equal those of scikit-learn's `LeaveOneOut`.
  ///
  /// - Parameter count: The number of elements.
  /// - Throws: ``EvaluationError`` if there are fewer than two elements.
  /// - Complexity: O(*n*²) for *n* elements, the size of the result.
  public static func leaveOneOut(count: Int) throws(EvaluationError) -> [Fold] {
    guard count >= 2 else {
      throw EvaluationError(
        .invalidSplit,
        "leave-one-out needs at least two elements, and there are \(count); add more data")
    }
    return folds(count, assigning: Array<Int>(0..<count))
  }

  /// Splits a data set into one fold per element, which is the only one in the fold's validation
  /// part.
  ///
  /// It is equivalent to `leaveOneOut(count:)` with the number of elements.
  public static func leaveOneOut(
    of elements: some RandomAccessCollection
  ) throws(EvaluationError) -> [Fold] {
    try leaveOneOut(count: elements.count)
  }

  /// Repeats a split several times, each time with a different seed.
  ///
  /// The mean over repetitions depends less on a particular random split.
  ///
  /// ```swift
  /// let folds: [Fold] = try .repeated(10, seed: 1) { try .stratified(5, labels: y, shuffleSeed: $0) }
  /// ```
  ///
  /// - Parameters:
  ///   - repetitionCount: The number of repetitions.
  ///   - seed: The seed from which the seeds of the repetitions are derived.
  ///   - make: Returns the folds of one repetition, given its seed.
  /// - Returns: The folds of all repetitions, in order.
  /// - Throws: Errors of `make`.
  /// - Precondition: `repetitionCount` is positive.
  public static func repeated<Failure: Error>(
    _ repetitionCount: Int, seed: UInt64, _ make: (_ seed: UInt64) throws(Failure) -> [Fold]
  ) throws(Failure) -> [Fold] {
    precondition(repetitionCount > 0, "repetitionCount is \(repetitionCount); it must be positive")
    var folds: [Fold] = []
    for repetition in 0..<UInt64(repetitionCount) {
      var random = RandomStream(seed: seed, stream: repetition, purpose: "repetition")
      folds += try make(random.next())
    }
    return folds
  }
}

// MARK: Common helpers

extension [Fold] {
  /// Returns the folds, given for each element the index of the fold whose validation part has it.
  static func folds(_ foldCount: Int, assigning assignment: [Int]) -> [Fold] {
    var validation = [[Int]](repeating: [], count: foldCount)
    for (element, fold) in assignment.enumerated() { validation[fold].append(element) }
    return validation.indices.map { fold in
      Fold(disjoint: assignment.indices.filter { assignment[$0] != fold }, validation[fold])
    }
  }

  /// Cuts a permutation of the indices below `count` into runs whose lengths differ by at most one,
  /// and returns the number of the run of each index.
  static func parts(_ partCount: Int, of order: [Int], count: Int) -> [Int] {
    let (size, larger) = count.quotientAndRemainder(dividingBy: partCount)
    var assignment = [Int](repeating: 0, count: count)
    var start = 0
    for part in 0..<partCount {
      let end = start + size + (part < larger ? 1 : 0)
      for index in order[start..<end] { assignment[index] = part }
      start = end
    }
    return assignment
  }

  /// Checks that every fold has elements to validate on.
  static func checkFoldCount(
    _ foldCount: Int, count: Int, of things: String
  ) throws(EvaluationError) {
    precondition(foldCount >= 2, "foldCount is \(foldCount); it must be at least 2")
    guard foldCount <= count else {
      throw EvaluationError(
        .invalidSplit,
        "there are only \(count) \(things) for \(foldCount) folds; make fewer folds")
    }
  }
}
