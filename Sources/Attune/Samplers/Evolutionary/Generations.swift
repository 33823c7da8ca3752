/// The generations of a study: the complete trials of each, and the parents selected from them.
///
/// It depends only on the set of complete trials, not on the order in which they ended.
struct Generations: Sendable {
  /// What distinguishes the generations of one sampler and one study from those of another.
  struct Rules: Sendable {
    /// The attribute of a trial that records its generation.
    let attribute: String

    /// The number of complete trials after which the next generation starts.
    let population: Int

    /// The directions of the objectives.
    let directions: [Direction]

    /// Returns the indices of the survivors.
    ///
    /// It receives the individuals, the number of survivors, and the number of the generation of
    /// which they are the parents.
    let select: @Sendable (_ population: [Fitness], _ count: Int, _ generation: Int) -> [Int]
  }

  private struct Generation: Sendable {
    let number: Int
    /// The individuals in the order of their numbers.
    var members: [Individual] = []
    /// The number of complete trials, including those without valid values.
    var count = 0
  }

  private let rules: Rules

  /// The generations with trials, in ascending order.
  private var generations: [Generation] = []

  /// The parents selected from the first 0, 1, 2, … of ``generations``; as many as are known.
  private var selected: [[Individual]] = [[]]

  private var intersection = IntersectionSpace()

  /// The parameters that all complete trials have with the same distribution, except those that need no
  /// sampling or cannot be sampled.
  private(set) var space = SearchSpace()

  init(_ rules: Rules) {
    self.rules = rules
  }

  /// The generation of the next trial: the latest one, or the one after it if that has enough complete
  /// trials.
  ///
  /// Running and failed trials do not count, so a lost worker delays nothing. Parallel workers may
  /// therefore add some trials more than the population to a generation.
  var current: Int {
    guard let last = generations.last else { return 0 }
    return last.count < rules.population ? last.number : last.number + 1
  }

  /// Adds a trial that has ended.
  mutating func add(_ trial: TrialSnapshot) {
    guard trial.state == .complete else { return }
    updateSpace(trial.parameters)
    // Other programs may have recorded any value.
    guard let number = trial.systemAttributes[rules.attribute]?.intValue,
      (0..<Int.max).contains(number)
    else { return }
    let index = generations.partitioningIndex { $0.number >= number }
    if index == generations.count || generations[index].number != number {
      generations.insert(Generation(number: number), at: index)
      // The parents of a generation are settled as a rule when its first trial completes. Trials of
      // earlier generations that complete later are taken into account below.
      if index == generations.count - 1 { selectParents(upTo: index) }
    }
    selected.removeSubrange(min(index + 1, selected.count)...)
    generations[index].count += 1
    guard let individual = individual(trial) else { return }
    let position = generations[index].members.partitioningIndex { $0.number >= trial.number }
    generations[index].members.insert(individual, at: position)
  }

  private mutating func updateSpace(_ parameters: ParameterList) {
    let count = intersection.space.parameters.count
    intersection.formIntersection(parameters)
    // The intersection is empty before the first trial, and only loses parameters later.
    guard intersection.space.parameters.count != count else { return }
    let varying = intersection.space.filter { !$0.isConstant && $0.samplingObstacle == nil }
    space = SearchSpace.withoutEquivalentNames([varying])[0]
  }

  private func individual(_ trial: TrialSnapshot) -> Individual? {
    guard trial.values.count == rules.directions.count, !trial.values.contains(where: \.isNaN)
    else { return nil }
    return Individual(
      number: trial.number,
      fitness: Fitness(losses: trial.losses(rules.directions), violation: trial.violation))
  }

  /// The parents of a generation; none of generation 0.
  ///
  /// Those of generation *g* are the best of the trials of generation *g* − 1 and its parents.
  mutating func parents(of generation: Int) -> [Individual] {
    let count = generations.partitioningIndex { $0.number >= generation }
    selectParents(upTo: count)
    return selected[count]
  }

  /// Selects the parents from the first generations, as far as they are not known.
  private mutating func selectParents(upTo count: Int) {
    while selected.count <= count {
      let generation = generations[selected.count - 1]
      let candidates = generation.members + selected[selected.count - 1]
      let survivors = rules.select(
        candidates.map(\.fitness), rules.population, generation.number + 1)
      // In the order of their numbers, as Optuna reads them from its record.
      selected.append(survivors.map { candidates[$0] }.sorted { $0.number < $1.number })
    }
  }
}
