import Attune

extension SamplerContract {
  /// Checks runs without other workers.
  func checkRuns(_ objective: SampleObjective, _ trialCount: Int) throws {
    let sampler = makeSampler()
    let whole = try run(trialCount, objective, sampler)
    try requireValid(whole, objective)
    let again = try run(trialCount, objective, sampler)
    try require(
      values(of: whole) == values(of: again),
      "the same seed gives the same values, \(objective.description)")
    let storage = InMemoryStorage()
    for count in stride(from: 7, to: trialCount, by: 7) {
      try run(count, objective, makeSampler(), in: storage)
    }
    let resumed = try run(trialCount, objective, makeSampler(), in: storage)
    try require(
      values(of: whole) == values(of: resumed),
      "a study run in parts gives the same values as one run at once, \(objective.description)")
  }

  /// Checks a study that begins with trials as other programs may have recorded them.
  func checkForeignTrials(_ objective: SampleObjective) throws {
    let storage = InMemoryStorage()
    guard
      let id = storage.createStudy(
        StudyTemplate(name: "contract", directions: objective.directions))
    else { return }
    let templates = try foreignTrials(objective.directions.count)
    _ = try storage.commit(in: id, after: .start) { _ in templates.map { .createTrial($0) } }
    let study = try run(templates.count + 20, objective, makeSampler(), in: storage)
    try requireValid(
      study, objective, "unusual trials of other programs do not make sampling fail")
  }

  /// Trials whose values and parameters are missing, not finite or out of range.
  private func foreignTrials(_ directionCount: Int) throws -> [TrialTemplate] {
    let kinds = try Distribution.categorical(CategoricalDistribution(choices: ["a", "b", "c"]))
    let ints = try Distribution.int(IntDistribution(-300...300))
    let grid = try Distribution.float(FloatDistribution(-50...50, step: 0.1))
    let parameters = [
      Parameter(name: "grid", distribution: grid, recordedValue: 40),
      Parameter(name: "int", distribution: ints, recordedValue: -200),
      Parameter(name: "kind", distribution: kinds, recordedValue: 1),
    ]
    let unusual = [
      Parameter(name: "grid", distribution: grid, recordedValue: .nan),
      Parameter(name: "int", distribution: ints, recordedValue: 1e300),
      Parameter(name: "kind", distribution: kinds, recordedValue: 7),
    ]
    let ordinary = [Double](repeating: 1, count: directionCount)
    let results: [(TrialState, [Double]?)] = [
      (.complete, ordinary), (.complete, ordinary.map { _ in .nan }), (.complete, nil),
      (.complete, ordinary + [1]), (.complete, []), (.pruned, nil), (.pruned, ordinary),
      (.failed, nil), (.failed, ordinary),
    ]
    return [[], parameters, Array(parameters.dropFirst()), unusual].flatMap { parameters in
      results.map { state, values in
        var template = TrialTemplate()
        template.state = state
        template.values = values
        template.parameters = ParameterList(parameters)
        template.systemAttributes = ["constraints:c": .float(.nan), "constraints:d": "none"]
        return template
      }
    }
  }

  /// Checks that the summary depends on the settings only.
  func checkSummary() throws {
    let sampler = makeSampler()
    let summary = sampler.summary
    for objective in SampleObjective.all(in: space).prefix(1) { try run(12, objective, sampler) }
    try require(
      sampler.summary == summary && makeSampler().summary == summary,
      "the summary depends only on the settings")
    try require(!summary.contains { $0.isNewline }, "the summary is a single line")
  }
}
