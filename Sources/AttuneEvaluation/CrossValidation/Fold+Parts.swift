extension Fold {
  /// The training and the validation rows, prepared by a transformation that is fitted to the training
  /// rows alone.
  ///
  /// - Throws: ``EvaluationError`` for an index that no row has; what the transformation throws.
  public func parts<Preparation: Transformation>(
    of rows: [Preparation.Row], preparedBy transformation: Preparation
  ) throws -> (training: [Preparation.Row], validation: [Preparation.Row]) {
    let training = try Self.take(training, from: rows)
    let validation = try Self.take(validation, from: rows)
    let fitted = try transformation.fitted(to: training)
    return (try fitted.apply(to: training), try fitted.apply(to: validation))
  }

  /// The training and the validation rows as they are.
  ///
  /// - Throws: ``EvaluationError`` for an index that no row has.
  public func parts<Row>(of rows: [Row]) throws -> (training: [Row], validation: [Row]) {
    try parts(of: rows, preparedBy: Identity())
  }

  /// The fold of a data set whose part with these indices was split into this fold.
  ///
  /// A split of a part numbers its elements from 0; this leads back to the whole.
  ///
  /// - Parameter elements: The indices of the part in the whole.
  /// - Throws: ``EvaluationError`` when the part has fewer elements than this fold speaks of.
  public func within(_ elements: [Int]) throws(EvaluationError) -> Fold {
    Fold(
      training: try Self.take(training, from: elements),
      validation: try Self.take(validation, from: elements))
  }

  /// The elements with these indices.
  private static func take<Row>(
    _ indices: [Int], from rows: [Row]
  ) throws(EvaluationError) -> [Row] {
    if let stray = indices.first(where: { !rows.indices.contains($0) }) {
      throw EvaluationError(
        "a fold speaks of element \(stray), and there are \(rows.count); split the data at hand")
    }
    return indices.map { rows[$0] }
  }

  /// A short text that differs for different folds, in all likelihood: FNV-1a of all indices.
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
