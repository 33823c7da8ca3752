/// The assignment of a space's parameters to the rows of an estimator's tables.
///
/// Rows that are cheap to evaluate come first, since they often suffice to skip a distant kernel.
struct ParzenLayout: Sendable {
  /// The dimensions by row.
  let axes: [ParzenAxis]

  /// The prior kernel of each dimension, by row.
  let priors: [ParzenPrior]

  /// For each row, the index of its parameter in the space.
  let parameters: [Int]

  /// - Parameters:
  ///   - priors: The prior of each parameter of the space, or an empty array if there are none.
  ///   - isOrdered: Whether the choices of each parameter are in ascending order, so that their
  ///     indices are modelled as integers; an empty array if none are.
  init(_ space: SearchSpace, priors: [Prior?] = [], isOrdered: [Bool] = []) {
    let axes = space.parameters.enumerated().map { index, parameter in
      ParzenAxis(
        parameter.distribution, isOrdered: isOrdered.isEmpty ? false : isOrdered[index])
    }
    parameters = axes.indices.sorted { (axes[$0].kind, $0) < (axes[$1].kind, $1) }
    self.axes = parameters.map { axes[$0] }
    self.priors = parameters.map { index in
      ParzenPrior(priors.isEmpty ? nil : priors[index], along: axes[index])
    }
  }

  /// The number of rows of a kind.
  func count(of kind: ParzenAxis.Kind) -> Int { axes.count { $0.kind == kind } }
}
