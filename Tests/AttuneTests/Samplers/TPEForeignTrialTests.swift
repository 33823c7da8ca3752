import Testing

@testable import Attune

/// TPE with trials that other programs may record, but this library does not.
@Suite struct TPEForeignTrialTests {
  /// The next trial of a study with the given trials.
  private func nextTrial(
    directions: [Direction] = [.minimize], after templates: [TrialTemplate]
  ) throws -> Trial {
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      let operations =
        [.createStudy(name: "s", directions: directions)]
        + templates.map { LogOperation.createTrial(study: 0, $0) }
      return operations.map { LogRecord(worker: "w", operation: $0) }
    }
    let study = try Study(
      "s", directions: directions, storage: storage, sampler: SamplerCase.tpe(), seed: 1)
    _ = study.bestTrials
    return try study.ask()
  }

  private func template(_ state: TrialState, _ values: [Double]?, n: Double) throws -> TrialTemplate
  {
    var template = TrialTemplate()
    template.state = state
    template.values = values
    let distribution = Distribution.int(try IntDistribution(1...100, scale: .log))
    template.parameters = ParameterList([
      Parameter(name: "n", distribution: distribution, recordedValue: n)
    ])
    return template
  }

  @Test(arguments: [0, -3, Double.infinity, -.infinity, .nan, 1e300])
  func `values without a coordinate on the axis`(n: Double) throws {
    let templates = try (1...20).map { try template(.complete, [Double($0)], n: n) }
    for seed in 0..<5 {
      let trial = try nextTrial(after: templates + templates.prefix(seed))
      #expect((1...100).contains(try trial.suggest("n", in: 1...100, scale: .log)))
    }
  }

  @Test func `trials with more or fewer values than there are objectives`() throws {
    let templates = try (1...20).map { number in
      try template(
        .complete, [Double](repeating: Double(number), count: number % 4), n: Double(number))
    }
    let trial = try nextTrial(directions: [.minimize, .maximize], after: templates)
    #expect((1...100).contains(try trial.suggest("n", in: 1...100, scale: .log)))
  }

  @Test func `reports at the minimum and the maximum step`() throws {
    let templates = try (1...20).map { number in
      var template = try template(.pruned, nil, n: Double(number))
      template.intermediateValues = [
        IntermediateValue(step: number.isMultiple(of: 2) ? .min : .max, value: 1)
      ]
      return template
    }
    let trial = try nextTrial(after: templates)
    #expect((1...100).contains(try trial.suggest("n", in: 1...100, scale: .log)))
  }
}
