/// The parameters of a study in groups: those in one group have always been together in a trial.
///
/// A search space with branches falls into what all trials have and what belongs to each branch. A
/// parameter whose distribution has changed belongs to no group any more.
struct ParameterGroups: Sendable {
  private var distributions: [Name: Distribution] = [:]
  private var changed: Set<Name> = []

  /// Parameters that have always been together.
  private struct Group: Sendable {
    let id: Int
    let names: Set<Name>
    let space: SearchSpace
  }

  private var groups: [Group] = []
  /// The group of each name, and how many names it has.
  private var ids: [Name: Int] = [:]
  private var sizes: [Int] = []

  /// The parameters seen last: the next trial often has the same.
  private var last = ParameterList()

  /// The groups, in the order in which their first parameters came.
  private(set) var spaces: [SearchSpace] = []

  /// Splits the groups by what one more trial has.
  ///
  /// - Complexity: O(*d*) for *d* parameters of the trial when no group is split; else also O(*g*) for
  ///   *g* groups.
  mutating func note(_ parameters: ParameterList) {
    guard !parameters.isEmpty, !parameters.isDefined(as: last) else { return }
    last = parameters
    var own: Set<Name> = []
    var new: Set<Name> = []
    // How many names of each group the trial has, and which groups do not stay whole.
    var counts: [Int: Int] = [:]
    var split: Set<Int> = []
    for parameter in parameters where !changed.contains(parameter.key) {
      let key = parameter.key
      let known = distributions.updateValue(parameter.distribution, forKey: key)
      if let known, known != parameter.distribution {
        changed.insert(key)
        if let id = ids.removeValue(forKey: key) { split.insert(id) }
      } else {
        own.insert(key)
        if let id = ids[key] { counts[id, default: 0] += 1 } else { new.insert(key) }
      }
    }
    for (id, count) in counts where count < sizes[id] { split.insert(id) }
    if !split.isEmpty {
      var parts: [Group] = []
      for group in groups {
        guard split.contains(group.id) else {
          parts.append(group)
          continue
        }
        let names = group.names.subtracting(changed)
        for part in [names.intersection(own), names.subtracting(own)] where !part.isEmpty {
          parts.append(makeGroup(part))
        }
      }
      groups = parts
      spaces = parts.map(\.space)
    }
    if !new.isEmpty {
      let group = makeGroup(new)
      groups.append(group)
      spaces.append(group.space)
    }
  }

  private mutating func makeGroup(_ names: Set<Name>) -> Group {
    let id = sizes.count
    sizes.append(names.count)
    var members: [Name: Distribution] = [:]
    for name in names {
      ids[name] = id
      members[name] = distributions[name]
    }
    return Group(id: id, names: names, space: SearchSpace(members))
  }
}
