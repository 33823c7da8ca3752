/// The parameters of a study in groups: those in one group have always been together in a trial.
///
/// A search space with branches falls into what all trials have and what belongs to each branch. A
/// parameter whose distribution has changed belongs to no group any more.
struct ParameterGroups: Sendable {
  private var distributions: [Name: Distribution] = [:]
  private var changed: Set<Name> = []
  private var names: [Set<Name>] = []

  /// The parameters seen last: the next trial often has the same.
  private var last = ParameterList()

  /// The groups, in the order in which their first parameters came.
  private(set) var spaces: [SearchSpace] = []

  /// Splits the groups by what one more trial has.
  mutating func note(_ parameters: ParameterList) {
    guard !parameters.isEmpty, !parameters.isDefined(as: last) else { return }
    last = parameters
    var own: Set<Name> = []
    for parameter in parameters where !changed.contains(parameter.key) {
      let known = distributions.updateValue(parameter.distribution, forKey: parameter.key)
      if let known, known != parameter.distribution {
        changed.insert(parameter.key)
      } else {
        own.insert(parameter.key)
      }
    }
    var split: [Set<Name>] = []
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
