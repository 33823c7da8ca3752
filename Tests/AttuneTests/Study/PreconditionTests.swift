import Testing

@testable import Attune

/// Programming errors, which data cannot cause, trap.
@Suite struct PreconditionTests {
  @Test func `a study needs a direction`() async {
    await #expect(processExitsWith: .failure) { _ = try Study(directions: []) }
  }

  @Test func `the parallelism of threads must be positive`() async {
    await #expect(processExitsWith: .failure) {
      func runInThreads() throws {
        try Study(seed: 1).optimize(trials: 1, parallelism: 0) { _ in 0.5 }
      }
      try runInThreads()
    }
  }

  @Test func `the parallelism of tasks must be positive`() async {
    await #expect(processExitsWith: .failure) {
      try await Study(seed: 1).optimize(trials: 1, parallelism: 0) { _ in
        await Task.yield()
        return 0.5
      }
    }
  }

  @Test func `a batch size must be positive`() async {
    await #expect(processExitsWith: .failure) {
      func run() throws {
        try Study(seed: 1).optimize(trials: 1, parallelism: 1, batchSize: 0) { _ in 0.5 }
      }
      try run()
    }
  }

  @Test func `the limit of failures must be positive`() async {
    await #expect(processExitsWith: .failure) {
      func run() throws {
        try Study(seed: 1).optimize(trials: 1, maxConsecutiveFailures: 0) { _ in 0.5 }
      }
      try run()
    }
  }

  @Test func `TPE needs a candidate`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = TPESampler.Configuration()
      configuration.candidates = 0
      _ = TPESampler(configuration)
    }
  }

  @Test func `TPE cannot have a negative number of start-up trials`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = TPESampler.Configuration()
      configuration.startupTrials = -1
      _ = TPESampler(configuration)
    }
  }

  @Test func `a generation of CMA-ES has at least 2 trials`() async {
    await #expect(processExitsWith: .failure) { _ = CMAESSampler.cmaES(populationSize: 1) }
  }

  @Test func `a warm start of CMA-ES determines sigma`() async {
    await #expect(processExitsWith: .failure) {
      _ = CMAESSampler.cmaES(sigma: 0.1, sources: TrialHistory(directions: [.minimize]))
    }
  }

  @Test func `a percentile is at most 100`() async {
    await #expect(processExitsWith: .failure) { _ = PercentilePruner(100.5) }
  }

  @Test func `a percentile is not NaN`() async {
    await #expect(processExitsWith: .failure) { _ = PercentilePruner(.nan) }
  }

  @Test func `pruning needs a positive interval`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = MedianPruner.Configuration()
      configuration.interval = 0
      _ = MedianPruner(configuration)
    }
  }

  @Test func `pruning needs a trial to compare with`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = MedianPruner.Configuration()
      configuration.minimumTrials = 0
      _ = MedianPruner(configuration)
    }
  }

  @Test func `a random index needs a positive bound`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = random.index(below: 0)
    }
  }

  @Test func `the smallest allowed settings work`() throws {
    var tpe = TPESampler.Configuration()
    tpe.candidates = 1
    tpe.startupTrials = 0
    var pruning = PercentilePruner.Configuration()
    pruning.startupTrials = 0
    for percentile in [0.0, 100] {
      let study = try Study(
        sampler: .tpe(tpe), pruner: .percentile(percentile, pruning), seed: 1)
      try study.optimize(trials: 12, maxConsecutiveFailures: 1) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        try trial.report(x, step: 0)
        try trial.checkPruning()
        return x
      }
      #expect(study.trials.finishedCount == 12)
    }
  }
}
