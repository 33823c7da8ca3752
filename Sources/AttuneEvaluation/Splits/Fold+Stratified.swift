internal import Attune

extension [Fold] {
  /// Splits a data set into folds that preserve the proportions of the classes.
  ///
  /// Every element is in the validation part of exactly one fold. The sizes of the validation parts
  /// differ by at most one, and so do the numbers of their elements of each class. Without a seed,
  /// the elements of a class stay in order, and the folds equal those of scikit-learn's
  /// `StratifiedKFold`. Indices are in ascending order in either case.
  ///
  /// A class with fewer members than folds is missing in some validation parts. scikit-learn warns
  /// about it; this method does not.
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds; 5 and 10 are usual.
  ///   - labels: The class of each element.
  ///   - shuffleSeed: The seed for shuffling the members of each class; nil keeps neighbours
  ///     together.
  /// - Throws: ``EvaluationError`` if every class has fewer members than there are folds.
  /// - Precondition: `foldCount` is 2 or more.
  /// - Complexity: O(*n* · *k*) for *n* elements and *k* folds, the size of the result.
  public static func stratified(
    _ foldCount: Int, labels: some Collection<some Hashable>, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    try checkFoldCount(foldCount, count: labels.count, of: "elements")
    let classes = Classes(labels)
    try checkLargestClass(classes.members, foldCount)
    var random = shuffleSeed.map { RandomStream(seed: $0, purpose: "stratified") }
    var assignment = [Int](repeating: 0, count: labels.count)
    // The elements are assigned to the folds in turn, class by class. Each class starts at the fold
    // after the last one of the previous class, so that the sizes of the folds differ by at most
    // one.
    var dealt = 0
    for members in classes.members {
      var folds = members.indices.map { (dealt + $0) % foldCount }.sorted()
      dealt += members.count
      random?.shuffle(&folds)
      for (element, fold) in zip(members, folds) { assignment[element] = fold }
    }
    return folds(foldCount, assigning: assignment)
  }

  /// Checks that at least one class has enough members for every fold.
  static func checkLargestClass(
    _ members: [[Int]], _ foldCount: Int
  ) throws(EvaluationError) {
    let largest = members.map(\.count).max() ?? 0
    guard foldCount <= largest else {
      throw EvaluationError(
        .invalidSplit,
        "no class has more than \(largest) members, too few for \(foldCount) stratified folds; "
          + "make fewer folds, or use folds that are not stratified")
    }
  }
}
