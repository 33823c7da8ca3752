/// The assignment of a space's parameters to the rows of an estimator's tables.
///
/// Rows that are cheap to evaluate come first, since they often suffice to skip a distant kernel.
struct ParzenLayout: Sendable {
  /// The dimensions by row.
  let axes: [ParzenAxis]

  /// For each row, the index of its parameter in the space.
  let parameters: [Int]

  init(_ space: SearchSpace) {
    let axes = space.parameters.map { ParzenAxis($0.distribution) }
    parameters = axes.indices.sorted { (axes[$0].kind, $0) < (axes[$1].kind, $1) }
    self.axes = parameters.map { axes[$0] }
  }

  /// The number of rows of a kind.
  func count(of kind: ParzenAxis.Kind) -> Int { axes.count { $0.kind == kind } }
}
