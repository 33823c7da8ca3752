/// What all trials seen so far have in common: the parameters that each of them has, equally defined.
///
/// A name that has dropped out once does not return.
struct IntersectionSpace: Sendable {
  private var distributions: [Name: Distribution]?

  /// The parameters seen last: the next trial has the same as a rule.
  private var last = ParameterList()

  /// The common parameters; none before the first trial.
  private(set) var space = SearchSpace()

  /// Narrows the space to what the parameters of one more trial have in common with it.
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
