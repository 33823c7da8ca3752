internal import Attune

extension [Fold] {
  /// Splits a data set into folds such that no group is in both parts of a fold.
  ///
  /// Use it for several measurements of one patient, pictures of one scene, and the like: a model
  /// fitted to one of them has an unfair advantage on the others. Every element is in the
  /// validation part of exactly one fold, together with its whole group.
  ///
  /// Without a seed, groups are assigned from the largest to the smallest, each to the fold with
  /// the fewest elements so far, so that the sizes are nearly equal; the folds equal those of
  /// scikit-learn's `GroupKFold`. With a seed, the groups are assigned at random, and the numbers
  /// of groups differ by at most one. Indices are in ascending order. With as many folds as groups,
  /// each validation part is one group (leave-one-group-out).
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds.
  ///   - groups: The group of each element.
  ///   - shuffleSeed: The seed for the random assignment of groups; nil balances the sizes.
  /// - Throws: ``EvaluationError`` if there are fewer groups than folds.
  /// - Precondition: `foldCount` is 2 or more.
  /// - Complexity: O(*n* · *k* + *g* log *g*) for *n* elements, *k* folds and *g* groups.
  public static func grouped(
    _ foldCount: Int, groups: some Collection<some Hashable & Comparable>,
    shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    // Sorted by name, which decides between groups of equal size.
    let members = Classes(groups).sortedMembers
    try checkFoldCount(foldCount, count: members.count, of: "groups")
    let foldOfGroup: [Int]
    if let shuffleSeed {
      var random = RandomStream(seed: shuffleSeed, purpose: "grouped")
      var order = Array<Int>(members.indices)
      random.shuffle(&order)
      foldOfGroup = parts(foldCount, of: order, count: order.count)
    } else {
      foldOfGroup = balancedFolds(foldCount, sizes: members.map(\.count))
    }
    var assignment = [Int](repeating: 0, count: groups.count)
    for (group, fold) in zip(members, foldOfGroup) {
      for element in group { assignment[element] = fold }
    }
    return folds(foldCount, assigning: assignment)
  }

  /// Assigns groups from the largest to the smallest, each to the fold with the fewest elements so
  /// far.
  ///
  /// Of groups of equal size, the last comes first.
  private static func balancedFolds(_ foldCount: Int, sizes: [Int]) -> [Int] {
    var foldOfGroup = [Int](repeating: 0, count: sizes.count)
    var filled = [Int](repeating: 0, count: foldCount)
    for group in sizes.indices.sorted(by: { (sizes[$0], $0) > (sizes[$1], $1) }) {
      var smallest = 0
      for fold in filled.indices where filled[fold] < filled[smallest] { smallest = fold }
      filled[smallest] += sizes[group]
      foldOfGroup[group] = smallest
    }
    return foldOfGroup
  }
}
