/// The intersection search space: the parameters that all trials so far have with the same
/// distribution.
///
/// A parameter that has been removed is never added again.
struct IntersectionSpace: Sendable {
  private var distributions: [Name: Distribution]?

  /// The parameters of the last trial; the next one usually has the same.
  private var last = ParameterList()

  /// The common parameters; empty before the first trial.
  private(set) var space = SearchSpace()

  /// Intersects the space with the parameters of another trial.
  mutating func formIntersection(_ parameters: ParameterList) {
    if distributions != nil, parameters.isDefined(as: last) { return }
    last = parameters
    let own = Dictionary(
      parameters.map { ($0.key, $0.distribution) }, uniquingKeysWith: { _, last in last })
    let common = distributions.map { $0.filter { own[$0.key] == $0.value } } ?? own
    guard common.count != distributions?.count else { return }
    distributions = common
    space = SearchSpace(common)
  }
}
