import Testing

@testable import Attune

/// Generations and parents from trials with given values.
@Suite struct GenerationTests {
  private static let attribute = "NSGAIISampler:generation"

  private func rules(population: Int = 3) -> Generations.Rules {
    Generations.Rules(
      attribute: Self.attribute, population: population, directions: [.minimize],
      select: { population, count, _ in EliteSelection.crowding(population, count: count) })
  }

  private func trial(
    _ number: Int, _ generation: JSONValue?, _ values: [Double], _ state: TrialState = .complete
  ) -> TrialSnapshot {
    var trial = TrialSnapshot(number: number, id: number, state: state, values: values)
    trial.systemAttributes[Self.attribute] = generation
    return trial
  }

  private func generations(
    population: Int = 3, _ trials: [TrialSnapshot]
  ) -> Generations {
    var generations = Generations(rules(population: population))
    for trial in trials { generations.add(trial) }
    return generations
  }

  @Test func `a generation starts when the last one has enough complete trials`() {
    #expect(generations([]).current == 0)
    let trials = (0..<9).map { trial($0, .int($0 / 3), [Double($0)]) }
    for count in 1...9 { #expect(generations(Array(trials.prefix(count))).current == count / 3) }
  }

  @Test func `trials that are not complete, and those without a generation, do not count`() {
    let generations = generations([
      trial(0, 0, [1]), trial(1, 0, [1], .pruned), trial(2, nil, [1]), trial(3, 0, [2]),
      trial(4, -1, [1]), trial(5, "0", [1]), trial(6, .int(.max), [1]), trial(7, 0.5, [1]),
    ])
    #expect(generations.current == 0)
  }

  @Test func `trials with invalid values count, but are no parents`() {
    var generations = generations([
      trial(0, 0, [.nan]), trial(1, 0, [1, 2]), trial(2, 0, [3]),
    ])
    #expect(generations.current == 1)
    #expect(generations.parents(of: 1).map(\.number) == [2])
  }

  @Test func `the parents are the best of a generation and of its parents`() {
    var generations = generations([
      trial(0, 0, [1]), trial(1, 0, [9]), trial(2, 0, [5]), trial(3, 0, [6]), trial(4, 1, [4]),
      trial(5, 1, [7]), trial(6, 1, [.infinity]),
    ])
    #expect(generations.parents(of: 0).isEmpty)
    #expect(Set(generations.parents(of: 1).map(\.number)) == [0, 2, 3])
    #expect(Set(generations.parents(of: 2).map(\.number)) == [0, 4, 2])
  }

  @Test func `the order in which trials end does not matter`() {
    var random = RandomStream(seed: 3)
    let trials = (0..<60).map { number in
      trial(number, .int(number / 10), [Double(random.index(below: 8))])
    }
    var expected = generations(population: 10, trials)
    for _ in 0..<50 {
      var order = trials
      random.shuffle(&order)
      var shuffled = Generations(rules(population: 10))
      for (count, trial) in order.enumerated() {
        shuffled.add(trial)
        // Some copies are asked for parents in between.
        if count.isMultiple(of: 7) { _ = shuffled.parents(of: random.index(below: 9)) }
      }
      #expect(shuffled.current == expected.current)
      for generation in 0...8 {
        #expect(
          shuffled.parents(of: generation).map(\.number)
            == expected.parents(of: generation).map(\.number))
      }
    }
  }

  @Test func `generations may be missing`() {
    var generations = generations([
      trial(0, 2, [3]), trial(1, 2, [1]), trial(2, 2, [2]), trial(3, 1_000_000_000, [0]),
    ])
    #expect(generations.current == 1_000_000_000)
    #expect(generations.parents(of: 1_000_000_000).count == 3)
    #expect(generations.parents(of: 1).isEmpty)
  }

  @Test func `the space has what all complete trials have in common`() throws {
    func parameter(_ name: String, _ high: Double) throws -> Parameter {
      Parameter(
        name: name, distribution: .float(try FloatDistribution(0...high)), recordedValue: 0)
    }
    var first = trial(0, 0, [1])
    first.parameters = ParameterList([
      try parameter("a", 1), try parameter("b", 1), try parameter("c", 0),
    ])
    var pruned = trial(1, 0, [1], .pruned)
    pruned.parameters = ParameterList([try parameter("b", 1)])
    var last = trial(2, 0, [1])
    last.parameters = ParameterList([
      try parameter("a", 1), try parameter("b", 2), try parameter("c", 0),
    ])
    #expect(generations([first, pruned]).space.parameters.map(\.name) == ["a", "b"])
    #expect(generations([first, pruned, last]).space.parameters.map(\.name) == ["a"])
  }
}
