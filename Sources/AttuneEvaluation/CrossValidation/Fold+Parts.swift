extension Fold {
  /// Returns the training and the validation rows, prepared by a transformation that is fitted to
  /// the training rows only.
  ///
  /// - Throws: ``EvaluationError`` if an index is out of range; errors of the transformation.
  public func parts<Preparation: Transformation>(
    of rows: [Preparation.Row], preparedBy transformation: Preparation
  ) throws -> (training: [Preparation.Row], validation: [Preparation.Row]) {
    let training = try Self.elements(at: training, of: rows)
    let validation = try Self.elements(at: validation, of: rows)
    let fitted = try transformation.fitted(to: training)
    return (try fitted.apply(to: training), try fitted.apply(to: validation))
  }

  /// Returns the training and the validation rows, without preparation.
  ///
  /// - Throws: ``EvaluationError`` if an index is out of range.
  public func parts<Row>(of rows: [Row]) throws -> (training: [Row], validation: [Row]) {
    try parts(of: rows, preparedBy: Identity())
  }

  /// Returns this fold of a subset as a fold of the whole data set.
  ///
  /// Folds of a subset number its elements from 0. This method replaces each number by the index
  /// that the element has in the whole data set. A nested cross-validation needs it for its inner
  /// folds.
  ///
  /// - Parameter indices: The indices of the subset's elements in the whole data set.
  /// - Throws: ``EvaluationError`` if the subset has fewer elements than this fold refers to.
  public func reindexed(by indices: [Int]) throws(EvaluationError) -> Fold {
    Fold(
      training: try Self.elements(at: training, of: indices),
      validation: try Self.elements(at: validation, of: indices))
  }

  /// Returns the elements at the given indices.
  private static func elements<Row>(
    at indices: [Int], of rows: [Row]
  ) throws(EvaluationError) -> [Row] {
    if let stray = indices.first(where: { !rows.indices.contains($0) }) {
      throw EvaluationError(
        .invalidSplit,
        "a fold contains index \(stray), but there are \(rows.count) elements; split this data set")
    }
    return indices.map { rows[$0] }
  }

  /// Returns a hash of the folds, FNV-1a over all indices, to recognize equal folds.
  static func fingerprint(of folds: [Fold]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ number: Int) {
      hash = (hash ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01b3
    }
    for part in folds.flatMap({ [$0.training, $0.validation] }) {
      absorb(part.count)
      part.forEach(absorb)
    }
    return String(hash, radix: 16)
  }
}
