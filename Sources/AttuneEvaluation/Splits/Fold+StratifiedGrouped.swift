internal import Attune

extension [Fold] {
  /// Splits a data set into folds that keep groups together and preserve the proportions of the
  /// classes as far as possible.
  ///
  /// Use it, for example, for several measurements of each patient, where few patients are ill. No
  /// group is in both parts of a fold, and every element is in the validation part of exactly one
  /// fold. Groups are assigned in descending order of the standard deviation of their class counts,
  /// each to the fold that then gives the most even distribution of the classes; of equally good
  /// folds, to the smallest. Indices are in ascending order.
  ///
  /// Without a seed, the folds equal those of scikit-learn's `StratifiedGroupKFold` for two to
  /// seven classes, except where scikit-learn leaves a fold empty: here the last groups are
  /// assigned to the empty folds. For more classes, NumPy adds in another order, and its rounding
  /// may decide differently between equally good folds.
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds.
  ///   - labels: The class of each element.
  ///   - groups: The group of each element.
  ///   - shuffleSeed: The seed for the order of groups with equal deviation; nil keeps them in
  ///     ascending order.
  /// - Throws: ``EvaluationError`` if `labels` and `groups` differ in length, if there are fewer
  ///   groups than folds, or if every class has fewer members than there are folds.
  /// - Precondition: `foldCount` is 2 or more.
  /// - Complexity: O(*n* · *k* + *g* log *g* + *g* · *c* · *k*²) for *n* elements, *k* folds, *g*
  ///   groups and *c* classes.
  public static func stratifiedGrouped(
    _ foldCount: Int, labels: some Collection<some Hashable & Comparable>,
    groups: some Collection<some Hashable & Comparable>, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    guard labels.count == groups.count else {
      throw EvaluationError(
        .invalidInput,
        "there are \(labels.count) labels and \(groups.count) groups; give both for each element")
    }
    var members = Classes(groups).sortedMembers
    try checkFoldCount(foldCount, count: members.count, of: "groups")
    let classes = Classes(labels).sortedMembers
    try checkLargestClass(classes, foldCount)
    if let shuffleSeed {
      var random = RandomStream(seed: shuffleSeed, purpose: "stratified grouped")
      random.shuffle(&members)
    }
    var classOfElement = [Int](repeating: 0, count: labels.count)
    for (number, elements) in classes.enumerated() {
      for element in elements { classOfElement[element] = number }
    }
    var spread = ClassSpread(foldCount: foldCount, classSizes: classes.map { Double($0.count) })
    var counted = members.map { elements in
      var counts = [Double](repeating: 0, count: classes.count)
      for element in elements { counts[classOfElement[element]] += 1 }
      return (elements: elements, counts: counts, unevenness: counts.standardDeviation)
    }
    // Sorting keeps the order of equal elements.
    counted.sort { $0.unevenness > $1.unevenness }
    var assignment = [Int](repeating: 0, count: labels.count)
    for (number, group) in counted.enumerated() {
      // As many groups as empty folds are left: each empty fold gets one of them.
      let needsEmpty = counted.count - number == spread.emptyFoldCount
      let fold = spread.add(group.counts, amongEmpty: needsEmpty)
      for element in group.elements { assignment[element] = fold }
    }
    return folds(foldCount, assigning: assignment)
  }
}

/// The distribution of each class over the folds, while groups are assigned to them.
private struct ClassSpread {
  private let classSizes: [Double]
  /// The number of elements of each class, by fold.
  private var counts: [[Double]]

  init(foldCount: Int, classSizes: [Double]) {
    self.classSizes = classSizes
    counts = [[Double]](
      repeating: [Double](repeating: 0, count: classSizes.count), count: foldCount)
  }

  /// The number of folds without groups.
  var emptyFoldCount: Int { counts.count { $0.allSatisfy { $0 == 0 } } }

  /// Assigns a group to the fold that gives the most even distribution of the classes, and returns
  /// the fold's index.
  ///
  /// - Parameter amongEmpty: Whether to consider only empty folds, of which there must be one.
  mutating func add(_ group: [Double], amongEmpty: Bool) -> Int {
    var best = (fold: 0, unevenness: Double.infinity, size: Double.infinity)
    for fold in counts.indices {
      let size = counts[fold].reduce(0, +)
      if amongEmpty, size > 0 { continue }
      let unevenness = unevenness(with: group, in: fold)
      // Differences within the rounding error count as equal; the tolerance is that of
      // scikit-learn.
      let isEqual = abs(unevenness - best.unevenness) <= 1e-8 + 1e-5 * best.unevenness
      if unevenness < best.unevenness || isEqual && size < best.size {
        best = (fold, unevenness, size)
      }
    }
    for number in group.indices { counts[best.fold][number] += group[number] }
    return best.fold
  }

  /// Returns the mean over the classes of the standard deviation of the class's fractions in the
  /// folds, if the group were assigned to the chosen fold.
  private func unevenness(with group: [Double], in chosen: Int) -> Double {
    classSizes.indices.map { number in
      counts.indices.map { fold in
        (counts[fold][number] + (fold == chosen ? group[number] : 0)) / classSizes[number]
      }.standardDeviation
    }.mean
  }
}
