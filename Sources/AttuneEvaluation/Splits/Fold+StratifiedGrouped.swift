internal import Attune

extension [Fold] {
  /// Divides a data set so that groups stay together and every class has its share, as far as both are
  /// possible.
  ///
  /// For several measurements of one patient, where few patients are ill. No group is in both parts of a
  /// fold, and every element is validated on in exactly one. Groups are assigned from the one whose
  /// classes are most uneven on, each to the fold where the classes are then spread most evenly, of equal
  /// ones to the smallest. Without a seed the folds are those of scikit-learn's `StratifiedGroupKFold` for two
  /// to seven classes, except where it leaves a fold empty: here the last groups go to the folds that
  /// have none. With more classes NumPy adds in another order, and its rounding may decide otherwise between folds that
  /// are equally good. Indices are in ascending order.
  ///
  /// - Parameters:
  ///   - foldCount: How many folds to make.
  ///   - labels: The class of each element.
  ///   - groups: The group that each element belongs to.
  ///   - shuffleSeed: Tells which of equally uneven groups comes first; nil keeps them in ascending order.
  /// - Throws: ``EvaluationError`` if there are not as many groups as labels, if there are fewer groups
  ///   than folds, or if every class has fewer members than there are folds.
  /// - Precondition: `foldCount` is 2 or more.
  /// - Complexity: O(*n* · *k* + *g* log *g* + *g* · *c* · *k*²) for *n* elements, *k* folds, *g* groups
  ///   and *c* classes.
  public static func stratifiedGrouped(
    _ foldCount: Int, labels: some Collection<some Hashable & Comparable>,
    groups: some Collection<some Hashable & Comparable>, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) -> [Fold] {
    guard labels.count == groups.count else {
      throw EvaluationError(
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
      // When there are just as many groups left as empty folds, each of these needs one.
      let needsEmpty = counted.count - number == spread.emptyFoldCount
      let fold = spread.add(group.counts, amongEmpty: needsEmpty)
      for element in group.elements { assignment[element] = fold }
    }
    return folds(foldCount, assigning: assignment)
  }
}

/// How the members of each class are spread over folds while groups of elements come into them.
private struct ClassSpread {
  private let classSizes: [Double]
  /// For each fold how many elements of each class it has.
  private var counts: [[Double]]

  init(foldCount: Int, classSizes: [Double]) {
    self.classSizes = classSizes
    counts = [[Double]](
      repeating: [Double](repeating: 0, count: classSizes.count), count: foldCount)
  }

  /// How many folds no group is in.
  var emptyFoldCount: Int { counts.count { $0.allSatisfy { $0 == 0 } } }

  /// Puts a group into the fold where it leaves the classes spread most evenly, and tells which.
  ///
  /// - Parameter amongEmpty: Whether it must be an empty fold, of which there is one then.
  mutating func add(_ group: [Double], amongEmpty: Bool) -> Int {
    var best = (fold: 0, unevenness: Double.infinity, size: Double.infinity)
    for fold in counts.indices {
      let size = counts[fold].reduce(0, +)
      if amongEmpty, size > 0 { continue }
      let unevenness = unevenness(with: group, in: fold)
      // What rounding alone may tell apart is equal; the tolerance is that of scikit-learn.
      let isEqual = abs(unevenness - best.unevenness) <= 1e-8 + 1e-5 * best.unevenness
      if unevenness < best.unevenness || isEqual && size < best.size {
        best = (fold, unevenness, size)
      }
    }
    for number in group.indices { counts[best.fold][number] += group[number] }
    return best.fold
  }

  /// The mean over the classes of the deviation of their parts in the folds.
  private func unevenness(with group: [Double], in chosen: Int) -> Double {
    classSizes.indices.map { number in
      counts.indices.map { fold in
        (counts[fold][number] + (fold == chosen ? group[number] : 0)) / classSizes[number]
      }.standardDeviation
    }.mean
  }
}
