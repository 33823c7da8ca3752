internal import Attune

extension [Fold] {
  /// Divides a data set into parts of nearly equal size in which every class has its share.
  ///
  /// Every element is validated on in exactly one fold. The sizes of the parts differ by one at most,
  /// and so do the numbers of elements of a class in them. Without a seed, elements of a class stay in
  /// order, and the folds are those of scikit-learn's `StratifiedKFold`. Indices are in ascending
  /// order in either case.
  ///
  /// A class with fewer members than there are folds is missing in some of the parts, where
  /// scikit-learn warns; a classifier then meets folds without it.
  ///
  /// - Parameters:
  ///   - foldCount: How many folds to make; 5 and 10 are usual.
  ///   - labels: The class of each element.
  ///   - shuffleSeed: Tells which members of a class come together; nil keeps neighbours together.
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
    // The elements are dealt out to the folds class by class, without a new start between classes.
    var dealt = 0
    for members in classes.members {
      var folds = members.indices.map { (dealt + $0) % foldCount }.sorted()
      dealt += members.count
      random?.shuffle(&folds)
      for (element, fold) in zip(members, folds) { assignment[element] = fold }
    }
    return folds(foldCount, assigning: assignment)
  }
  /// Makes sure that some class can be in every fold.
  static func checkLargestClass(
    _ members: [[Int]], _ foldCount: Int
  ) throws(EvaluationError) {
    let largest = members.map(\.count).max() ?? 0
    guard foldCount <= largest else {
      throw EvaluationError(
        "no class has more than \(largest) members, too few for \(foldCount) stratified folds; "
          + "make fewer folds, or use folds that are not stratified")
    }
  }
}
