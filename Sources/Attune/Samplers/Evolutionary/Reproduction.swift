/// Makes children of a population: crossover, then mutation.
///
/// The rules are those of Optuna. It makes a child again if a coordinate is below the range of a linear
/// parameter, and clips all others; here both bounds of all numeric parameters count, so that a maximum
/// at one bound is found as easily as at the other.
struct Reproduction: Sendable {
  /// The crossover of numeric parameters.
  let crossover: any Crossover
  /// The probability of a crossover; otherwise the child is a copy of a random parent.
  let crossoverProbability: Double
  /// The mutation of numeric parameters; nil to draw them at random.
  let mutation: (any Mutation)?
  /// The probability that a parameter is mutated; nil for one parameter a child on average.
  let mutationProbability: Double?
  /// The probability that a choice is that of the first parent.
  let swappingProbability: Double

  /// The number of children outside the bounds that are made before one is clipped.
  ///
  /// If the best trials lie at the bounds of many parameters, hardly any child is within all of them.
  private static let attempts = 100

  /// Values of the parameters of a space; nil where a parent has none.
  private typealias Genes = [ParameterValue?]

  /// Returns the values of a child of some parents.
  ///
  /// A parameter that a parent lacks is left out.
  ///
  /// - Complexity: O(*p* + *d*²) for *p* parents and *d* parameters if the first child is within the bounds.
  /// - Throws: ``SamplingError`` if a crossover returns another number of coordinates than it received.
  func child(
    of population: [Individual], in history: TrialHistory, over space: SearchSpace,
    using random: inout RandomStream
  ) throws(SamplingError) -> JSONObject {
    let axes = space.parameters.map { GeneAxis($0.distribution) }
    var genes =
      random.uniform() < crossoverProbability && population.count >= crossover.parentCount
      ? try cross(population, history, space, axes, &random)
      : Self.genes(of: population[random.index(below: population.count)], history, space)
    let probability = mutationProbability ?? 1 / Double(max(1, space.parameters.count))
    for index in genes.indices where random.uniform() < probability {
      guard let gene = genes[index] else { continue }
      genes[index] = mutant(of: gene, space.parameters[index].distribution, axes[index], &random)
    }
    var labels: [(key: String, value: JSONValue)] = []
    for (parameter, gene) in zip(space.parameters, genes) {
      if let gene { labels.append((parameter.name, parameter.distribution.label(of: gene))) }
    }
    return JSONObject(uniqueKeys: labels)
  }

  private static func genes(
    of individual: Individual, _ history: TrialHistory, _ space: SearchSpace
  ) -> Genes {
    let parameters = history.parameters(of: individual.number)
    return space.parameters.map { parameters.parameter(named: $0.name)?.parameterValue }
  }

  /// A child of selected parents, within the bounds.
  private func cross(
    _ population: [Individual], _ history: TrialHistory, _ space: SearchSpace,
    _ axes: [GeneAxis?], _ random: inout RandomStream
  ) throws(SamplingError) -> Genes {
    let crossover = crossover.adapted(toObjectives: history.directions.count)
    let fitness = population.map(\.fitness)
    var attempt = 1
    while true {
      let parents = ParentSelection.parents(crossover.parentCount, of: fitness, using: &random)
        .map { Self.genes(of: population[$0], history, space) }
      let choices = exchanged(parents[0], parents[parents.count - 1], axes, &random)
      let isLast = attempt == Self.attempts
      if let child = try cross(parents, crossover, axes, choices, isClipped: isLast, &random) {
        return child
      }
      attempt += 1
    }
  }

  /// The choices of a child, each from one of two parents; nil for numeric parameters.
  private func exchanged(
    _ first: Genes, _ last: Genes, _ axes: [GeneAxis?], _ random: inout RandomStream
  ) -> Genes {
    axes.indices.map { index in
      guard axes[index] == nil else { return nil }
      return random.uniform() < swappingProbability ? first[index] : last[index]
    }
  }

  /// The child of some parents; nil if it is outside the bounds and not to be clipped.
  ///
  /// - Parameter genes: The choices of the child.
  private func cross(
    _ parents: [Genes], _ crossover: any Crossover, _ axes: [GeneAxis?], _ genes: Genes,
    isClipped: Bool, _ random: inout RandomStream
  ) throws(SamplingError) -> Genes? {
    var numeric: [(index: Int, axis: GeneAxis)] = []
    for (index, axis) in axes.enumerated() {
      if let axis, parents.allSatisfy({ $0[index] != nil }) { numeric.append((index, axis)) }
    }
    guard !numeric.isEmpty else { return genes }
    let points = parents.map { genes in
      numeric.map { index, axis in genes[index].map(axis.coordinate) ?? 0 }
    }
    let bounds = numeric.map(\.axis.bounds)
    let child = crossover.cross(parents: points, bounds: bounds, using: &random)
    guard child.count == numeric.count else {
      throw SamplingError(
        "the crossover \(crossover) returned \(child.count) coordinates; it must return as many as "
          + "each parent has, which is \(numeric.count)")
    }
    let isInside = zip(child, bounds).allSatisfy { $1.contains($0) }
    guard isInside || isClipped else { return nil }
    var genes = genes
    for (position, (index, axis)) in numeric.enumerated() {
      // A coordinate that comes from a parent has the parent's value, without a rounding error of the
      // logarithm.
      let source = parents.indices.first { points[$0][position] == child[position] }
      genes[index] = source.flatMap { parents[$0][index] } ?? axis.value(at: child[position])
    }
    return genes
  }

  /// Another value of a parameter; nil if the mutation gives none.
  private func mutant(
    of value: ParameterValue, _ distribution: Distribution, _ axis: GeneAxis?,
    _ random: inout RandomStream
  ) -> ParameterValue? {
    guard let mutation, let axis else { return distribution.randomValue(using: &random) }
    let mutant = mutation.mutate(
      axis.coordinate(of: value), bounds: axis.bounds, using: &random)
    return axis.value(at: axis.clipped(mutant))
  }
}
