import Testing

@testable import Attune

/// Mistakes of the programmer, which no data can cause, trap.
@Suite struct PreconditionTests {
  @Test func `a study needs a direction`() async {
    await #expect(processExitsWith: .failure) { _ = try Study(directions: []) }
  }

  @Test func `there cannot be zero trials at a time`() async {
    await #expect(processExitsWith: .failure) {
      func runInThreads() throws {
        try Study(seed: 1).optimize(trials: 1, parallelism: 0) { _ in 0.5 }
      }
      try runInThreads()
    }
  }

  @Test func `there cannot be zero asynchronous trials at a time`() async {
    await #expect(processExitsWith: .failure) {
      try await Study(seed: 1).optimize(trials: 1, parallelism: 0) { _ in
        await Task.yield()
        return 0.5
      }
    }
  }

  @Test func `a batch cannot be empty`() async {
    await #expect(processExitsWith: .failure) {
      func run() throws {
        try Study(seed: 1).optimize(trials: 1, parallelism: 1, batchSize: 0) { _ in 0.5 }
      }
      try run()
    }
  }

  @Test func `a run cannot stop after zero failures`() async {
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

  @Test func `there is no percentile beyond one hundred`() async {
    await #expect(processExitsWith: .failure) { _ = PercentilePruner(100.5) }
  }

  @Test func `there is no percentile that is not a number`() async {
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

  @Test func `there is no random index below zero`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = random.index(below: 0)
    }
  }

  @Test func `the least that is allowed is allowed`() throws {
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
