/// The parameters of a study in groups, such that each trial has all parameters of a group or none.
///
/// A search space with branches is split into the parameters of all trials and those of each
/// branch. A parameter whose distribution has changed is removed from its group.
struct ParameterGroups: Sendable {
  private var distributions: [Name: Distribution] = [:]
  private var changed: Set<Name> = []

  /// Parameters that have always occurred together.
  private struct Group: Sendable {
    let id: Int
    let names: Set<Name>
    let space: SearchSpace
  }

  private var groups: [Group] = []
  /// The group identifier of each name.
  private var ids: [Name: Int] = [:]
  /// The number of names in each group, by identifier.
  private var sizes: [Int] = []

  /// The parameters of the last trial; the next one often has the same.
  private var last = ParameterList()

  /// The groups, in the order in which their first parameters occurred.
  private(set) var spaces: [SearchSpace] = []

  /// Splits the groups by the parameters of another trial.
  ///
  /// - Complexity: O(*d*) for *d* parameters of the trial if no group is split, otherwise O(*d* +
  ///   *g*) for *g* groups.
  mutating func update(with parameters: ParameterList) {
    guard !parameters.isEmpty, !parameters.isDefined(as: last) else { return }
    last = parameters
    var own: Set<Name> = []
    var new: Set<Name> = []
    // The number of names of each group that the trial has, and the groups to be split.
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
