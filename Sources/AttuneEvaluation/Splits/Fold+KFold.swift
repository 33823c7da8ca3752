internal import Attune

extension [Fold] {
  /// Divides a data set into parts of nearly equal size, each of which judges once.
  ///
  /// Every element is validated on in exactly one fold. The parts are runs of consecutive elements
  /// whose sizes differ by one at most, the larger ones first; with a seed they are drawn at random.
  /// Indices are in ascending order in either case. Without a seed the folds are those of
  /// scikit-learn's `KFold`.
  ///
  /// - Parameters:
  ///   - foldCount: How many folds to make; 5 and 10 are usual.
  ///   - count: How many elements there are.
  ///   - shuffleSeed: Tells which elements come together; nil keeps neighbours together, which
  ///     misleads where the data are sorted.
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

  /// Divides a data set into parts of nearly equal size, each of which judges once.
  ///
  /// The same as `kFold(_:count:shuffleSeed:)` with the number of elements.
  public static func kFold(
    _ foldCount: Int, of elements: some RandomAccessCollection, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    try kFold(foldCount, count: elements.count, shuffleSeed: shuffleSeed)
  }

  /// Makes as many folds as there are elements, each of which judges alone once.
  ///
  /// Nearly without bias, but costly, and no good for metrics that a single element does not have.
  /// The folds are those of scikit-learn's `LeaveOneOut`.
  ///
  /// - Parameter count: How many elements there are.
  /// - Throws: ``EvaluationError`` if there are fewer than two elements.
  /// - Complexity: O(*n*²) for *n* elements, the size of the result.
  public static func leaveOneOut(count: Int) throws(EvaluationError) -> [Fold] {
    guard count >= 2 else {
      throw EvaluationError(
        "leave-one-out needs two elements, one to fit on and one that judges; there are \(count)")
    }
    return folds(count, assigning: Array<Int>(0..<count))
  }

  /// Makes as many folds as there are elements, each of which judges alone once.
  ///
  /// The same as `leaveOneOut(count:)` with the number of elements.
  public static func leaveOneOut(
    of elements: some RandomAccessCollection
  ) throws(EvaluationError) -> [Fold] {
    try leaveOneOut(count: elements.count)
  }

  /// Makes folds several times, each time with a seed of its own.
  ///
  /// The mean over repetitions depends less on how the elements happened to be divided.
  ///
  /// ```swift
  /// let folds: [Fold] = try .repeated(10, seed: 1) { try .stratified(5, labels: y, shuffleSeed: $0) }
  /// ```
  ///
  /// - Parameters:
  ///   - repetitionCount: How many times.
  ///   - seed: What the seeds of the repetitions are drawn from.
  ///   - make: Makes the folds of one repetition from its seed.
  /// - Returns: The folds of the first repetition, those of the second, and so on.
  /// - Throws: What `make` throws.
  /// - Precondition: `repetitionCount` is positive.
  public static func repeated<Failure: Error>(
    _ repetitionCount: Int, seed: UInt64, _ make: (_ seed: UInt64) throws(Failure) -> [Fold]
  ) throws(Failure) -> [Fold] {
    precondition(repetitionCount > 0, "folds cannot be made \(repetitionCount) times")
    var folds: [Fold] = []
    for repetition in 0..<UInt64(repetitionCount) {
      var random = RandomStream(seed: seed, stream: repetition, purpose: "repetition")
      folds += try make(random.next())
    }
    return folds
  }
}

// MARK: What the ways of dividing share

extension [Fold] {
  /// Makes the folds from the number of the one that each element is validated on in.
  static func folds(_ foldCount: Int, assigning assignment: [Int]) -> [Fold] {
    var validation = [[Int]](repeating: [], count: foldCount)
    for (element, fold) in assignment.enumerated() { validation[fold].append(element) }
    return validation.indices.map { fold in
      Fold(disjoint: assignment.indices.filter { assignment[$0] != fold }, validation[fold])
    }
  }

  /// Cuts an order of the indices below `count` into runs whose lengths differ by one at most; the
  /// number of the run that each index is in.
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

  /// Makes sure that there is something to validate on in every fold.
  static func checkFoldCount(
    _ foldCount: Int, count: Int, of things: String
  ) throws(EvaluationError) {
    precondition(foldCount >= 2, "one part judges, so \(foldCount) folds leave none to fit on")
    guard foldCount <= count else {
      throw EvaluationError(
        "there are only \(count) \(things) for \(foldCount) folds; make fewer folds")
    }
  }
}
