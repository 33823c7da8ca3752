import Testing

@testable import Attune

/// The texts that describe the progress of a run.
@Suite struct ProgressTextTests {
  private struct Failure: Error, CustomStringConvertible {
    var description: String { "no disk" }
  }

  /// A study with complete, pruned and failed trials.
  private func study() throws -> Study {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 6) { trial -> Double in
      switch trial.number {
      case 2: throw Failure()
      case 3:
        try trial.report(0.75, step: 0)
        throw TrialPruned()
      default: return 1 / Double(3 + trial.number)
      }
    }
    return study
  }

  private func status(
    _ history: TrialHistory, expectedCount: Int?, endedCount: Int, elapsed: Duration
  ) -> String {
    ProgressText.status(
      ProgressSnapshot(history, expectedCount: expectedCount, endedCount: endedCount),
      elapsed: elapsed)
  }

  @Test func `the status contains counts, the best trial and the times`() throws {
    let history = try study().trials
    #expect(
      status(history, expectedCount: 60, endedCount: 6, elapsed: .seconds(41))
        == "6/60 trials, best 0.125 (trial 5), 1 pruned, 1 failed, 0:41 elapsed, about 6:09 left")
    #expect(
      status(history, expectedCount: nil, endedCount: 6, elapsed: .seconds(3700))
        == "6 trials, best 0.125 (trial 5), 1 pruned, 1 failed, 1:01:40 elapsed")
  }

  @Test func `the remaining time is estimated from this run only`() throws {
    let status = self.status(
      try study().trials, expectedCount: 10, endedCount: 2, elapsed: .seconds(10))
    #expect(status.hasSuffix("0:10 elapsed, about 0:20 left"))
  }

  @Test func `no remaining time is estimated before the first trial or after the last`() throws {
    let history = try study().trials
    for (expected, ended) in [(10, 0), (6, 6), (5, 6)] {
      let status = self.status(
        history, expectedCount: expected, endedCount: ended, elapsed: .seconds(1))
      #expect(!status.contains("left"))
    }
  }

  @Test func `missing values are not mentioned`() throws {
    let empty = try Study(seed: 1).trials
    #expect(
      status(empty, expectedCount: 5, endedCount: 0, elapsed: .zero)
        == "0/5 trials, 0 pruned, 0:00 elapsed")
    let several = try Study(directions: [.minimize, .maximize], seed: 1)
    try several.optimize(trials: 1) { _ in [1, 2] }
    #expect(
      status(several.trials, expectedCount: nil, endedCount: 1, elapsed: .zero)
        == "1 trials, 0 pruned, 0:00 elapsed")
  }

  @Test func `a line shows the result of a trial`() throws {
    let trials = try study().trials
    #expect(
      trials.map(ProgressText.line)[0...3] == [
        "trial 0: complete, 0.3333", "trial 1: complete, 0.25", "trial 2: failed, no disk",
        "trial 3: pruned, 0.75",
      ])
    let loud = try Study(seed: 1)
    try loud.tell(loud.ask(), .failed(reason: "a\nb\u{1B}[2J"))
    #expect(ProgressText.line(loud.trials[0]) == #"trial 0: failed, a\nb\u{1B}[2J"#)
    let several = try Study(directions: [.minimize, .maximize], seed: 1)
    try several.optimize(trials: 1) { _ in [1.23456, -.infinity] }
    #expect(ProgressText.line(several.trials[0]) == "trial 0: complete, 1.235, -inf")
  }
}
