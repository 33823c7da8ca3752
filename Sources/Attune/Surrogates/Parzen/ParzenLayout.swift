/// How the parameters of a space stand in the rows of an estimator's tables.
///
/// Rows that are cheap to evaluate come first: they often show that a kernel is too far away to count.
struct ParzenLayout: Sendable {
  /// The dimensions by row.
  let axes: [ParzenAxis]

  /// The place in the space of each row's parameter.
  let parameters: [Int]

  init(_ space: SearchSpace) {
    let axes = space.parameters.map { ParzenAxis($0.distribution) }
    parameters = axes.indices.sorted { (axes[$0].kind, $0) < (axes[$1].kind, $1) }
    self.axes = parameters.map { axes[$0] }
  }

  /// How many rows are of a kind.
  func count(of kind: ParzenAxis.Kind) -> Int { axes.count { $0.kind == kind } }
}
