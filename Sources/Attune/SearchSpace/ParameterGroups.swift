/// The parameters of a study in groups: those in one group have always been together in a trial.
///
/// A search space with branches falls into what all trials have and what belongs to each branch. A
/// parameter whose distribution has changed belongs to no group any more.
struct ParameterGroups: Sendable {
  private var distributions: [String: Distribution] = [:]
  private var changed: Set<String> = []
  private var names: [Set<String>] = []

  /// The parameters seen last: the next trial often has the same.
  private var last = ParameterList()

  /// The groups, in the order in which their first parameters came.
  private(set) var spaces: [SearchSpace] = []

  /// Splits the groups by what one more trial has.
  mutating func note(_ parameters: ParameterList) {
    guard !parameters.isEmpty, !parameters.isDefined(as: last) else { return }
    last = parameters
    var own: Set<String> = []
    for parameter in parameters where !changed.contains(parameter.name) {
      let known = distributions.updateValue(parameter.distribution, forKey: parameter.name)
      if let known, known != parameter.distribution {
        changed.insert(parameter.name)
      } else {
        own.insert(parameter.name)
      }
    }
    var split: [Set<String>] = []
    for group in names {
      let group = group.subtracting(changed)
      for part in [group.intersection(own), group.subtracting(own)] where !part.isEmpty {
        split.append(part)
      }
    }
    let new = own.subtracting(split.reduce(into: []) { $0.formUnion($1) })
    if !new.isEmpty { split.append(new) }
    guard split != names else { return }
    names = split
    spaces = split.map { group in
      SearchSpace(distributions.filter { group.contains($0.key) })
    }
  }
}
