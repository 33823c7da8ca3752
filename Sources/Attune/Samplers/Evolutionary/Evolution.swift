/// What NSGA-II and NSGA-III have in common: generations of trials, and children of selected parents.
struct Evolution: Sendable {
  /// The attribute of a trial that records its generation, as Optuna writes it.
  private let attribute: String

  private let reproduction: Reproduction
  private let cache: GenerationCache

  /// - Parameters:
  ///   - name: The name of the sampler in Optuna.
  ///   - makeSelection: Returns the selection of parents for the directions and the seed of a study; see
  ///     ``Generations/Rules/select``.
  /// - Precondition: As for ``NSGAIISampler/init(_:)``.
  init(
    name: String, population: Int, reproduction: Reproduction,
    makeSelection:
      @escaping @Sendable (_ directions: [Direction], _ seed: UInt64) -> (
        @Sendable (_ population: [Fitness], _ count: Int, _ generation: Int) -> [Int]
      )
  ) {
    let parentCount = reproduction.crossover.parentCount
    precondition(
      parentCount > 0, "a crossover must have at least one parent, not \(parentCount)")
    precondition(
      population >= max(2, parentCount),
      "population must be at least \(max(2, parentCount)), not \(population)")
    for (name, probability) in [
      ("crossoverProbability", reproduction.crossoverProbability),
      ("mutationProbability", reproduction.mutationProbability ?? 0),
      ("swappingProbability", reproduction.swappingProbability),
    ] {
      precondition(
        (0...1).contains(probability), "\(name) must be from 0 to 1, not \(probability)")
    }
    let attribute = name + ":generation"
    self.attribute = attribute
    self.reproduction = reproduction
    cache = GenerationCache { directions, seed in
      Generations.Rules(
        attribute: attribute, population: population, directions: directions,
        select: makeSelection(directions, seed))
    }
  }

  /// The values of a trial, and the attribute that records its generation.
  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    var generations = cache.generations(in: context)
    let number = generations.current
    let parents = generations.parents(of: number)
    let values =
      parents.isEmpty
      ? JSONObject()
      : try reproduction.child(
        of: parents, in: context.history, over: generations.space, using: &random)
    return TrialPlan(values: values, attributes: [attribute: .int(number)])
  }
}
