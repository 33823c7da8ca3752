import Attune

extension Fold {
  /// Returns subsets of both parts of each fold for an iteration of successive halving.
  ///
  /// The elements of a part are put in a random order that does not depend on the size, so larger subsets
  /// contain smaller ones. The sizes are those of scikit-learn: the fraction `size` / `count`, rounded down.
  /// Indices are in the order of the part, so that all examples give the original folds.
  ///
  /// - Parameters:
  ///   - folds: The folds.
  ///   - size: The number of examples of the iteration.
  ///   - count: The number of all examples.
  ///   - classes: The class of each example for subsets with the proportions of the part; nil for
  ///     subsets without regard to classes.
  ///   - seed: The seed of the orders.
  /// - Throws: ``EvaluationError`` if a part is empty.
  /// - Complexity: O(*n* log *n*) for *n* elements of the folds.
  static func subsets(
    of folds: [Fold], size: Int, among count: Int, classes: [Int]?, seed: UInt64
  ) throws(EvaluationError) -> [Fold] {
    let fraction = Double(size) / Double(count)
    var subsets: [Fold] = []
    for (number, fold) in folds.enumerated() {
      let stream = UInt64(2 * number)
      let training = subset(
        of: fold.training, fraction, classes,
        RandomStream(seed: seed, stream: stream, purpose: "halving"))
      let validation = subset(
        of: fold.validation, fraction, classes,
        RandomStream(seed: seed, stream: stream + 1, purpose: "halving"))
      guard !training.isEmpty, !validation.isEmpty else {
        throw EvaluationError(
          .invalidSplit,
          "\(size) of \(count) examples leave a part of fold \(number) empty; set minResources to more"
        )
      }
      subsets.append(Fold(disjoint: training, validation))
    }
    return subsets
  }

  private static func subset(
    of part: [Int], _ fraction: Double, _ classes: [Int]?, _ random: RandomStream
  ) -> [Int] {
    var random = random
    let size = Int(fraction * Double(part.count))
    guard size < part.count else { return part }
    var positions = Array(part.indices)
    random.shuffle(&positions)
    if let classes {
      // The j-th of m members of a class is at (j + ½) / m of the order, so that every prefix has the
      // proportions of the whole.
      let members = Classes(positions.map { classes[part[$0]] }).members
      let ranked = members.flatMap { members in
        members.enumerated().map { number, index in
          (rank: (Double(number) + 0.5) / Double(members.count), position: positions[index])
        }
      }
      // Sorting keeps the order of equal elements.
      positions = ranked.sorted { $0.rank < $1.rank }.map(\.position)
    }
    return positions.prefix(size).sorted().map { part[$0] }
  }
}
