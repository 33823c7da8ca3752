import Attune

extension SamplerContract {
  /// Checks trials that are started while others run.
  func checkRunningTrials(_ objective: SampleObjective) throws {
    let sampler = makeSampler()
    let study = try runBesideOthers(objective, sampler)
    let again = try runBesideOthers(objective, makeSampler())
    try require(
      values(of: study) == values(of: again),
      "the same running trials give the same values, \(objective.description)")
  }

  /// Runs trials of which up to four are running at a time, with all, some or none of their parameters.
  private func runBesideOthers(
    _ objective: SampleObjective, _ sampler: any Sampler
  ) throws -> Study {
    let study = try run(16, objective, sampler)
    var running: [Trial] = []
    do {
      for index in 0..<12 {
        let trial = try study.ask()
        switch index % 4 {
        case 0: break
        case 1: _ = try objective.first(trial)
        default: _ = try objective.losses(trial)
        }
        running.append(trial)
        guard running.count == 4 else { continue }
        // The trials end in another order than they were started in.
        let ending = running.remove(at: index % 3)
        let value = Double(index % 5)
        try study.tell(ending, .complete(objective.directions.map { _ in value }))
      }
    } catch let error as SamplingError {
      throw ContractViolation(
        "sampling does not fail while other trials run, \(objective.description): \(error)")
    }
    return study
  }

  /// Checks that the trials of a batch do not depend on the order in which they ask for values.
  func checkBatches(_ objective: SampleObjective, _ trialCount: Int) throws {
    let alone = try runInBatches(trialCount, objective, workers: 1)
    try requireValid(alone, objective)
    let together = try runInBatches(trialCount, objective, workers: Self.batchSize)
    try require(
      values(of: alone) == values(of: together),
      "a run in batches gives the same values with any number of workers, "
        + objective.description)
  }

  private static let batchSize = 4

  /// Runs batches; with several workers the trials of a batch ask for values in reverse order.
  private func runInBatches(
    _ trialCount: Int, _ objective: SampleObjective, workers: Int
  ) throws -> Study {
    let study = try makeStudy(objective, makeSampler())
    try study.optimize(
      trials: trialCount, parallelism: .workers(workers), batchSize: Self.batchSize,
      maxConsecutiveFailures: .max, progress: .none
    ) { trial in
      let next = trial.number + 1
      if workers > 1, next % Self.batchSize != 0, next < trialCount {
        while study.trials.count <= next || !study.trials[next].state.isFinished {
          ConcurrentTasks.pause()
        }
      }
      return try objective.values(trial)
    }
    return study
  }
}
