import Testing

@testable import Attune

/// Summaries of samplers and pruners that journals of earlier versions hold.
@Suite struct SettingsSummaryTests {
  private static let former: [(String, any Sampler)] = [
    ("TPESampler", .tpe()),
    (
      "TPESampler(weighsByRank: false, usesGroups: false, bandwidthExponent: 1.0, "
        + "avoidsDuplicates: false)",
      .tpe(.optuna)
    ),
    (
      "TPESampler(startupTrialCount: 4, candidateCount: 48, gamma: share(0.2, atMost: 30), "
        + "weights: equal, isMultivariate: true)",
      SamplerCase.tpe {
        $0.candidates = 48
        $0.gamma = .fraction(0.2, atMost: 30)
        $0.weights = .equal
        $0.isMultivariate = true
      }
    ),
    (
      "GridSampler(kind: 2, x: 1, shuffledBy: 3)",
      .grid(["x": [1], "kind": ["a", "b"]], shuffledBy: 3)
    ),
  ]

  private static let formerPruners: [(String, any Pruner)] = [
    ("MedianPruner", .median()),
    (
      "MedianPruner(startupTrialCount: 2, warmupStep: 3, interval: 4, minimumTrialCount: 5)",
      .median(startupTrials: 2, warmupSteps: 3, interval: 4, minimumTrials: 5)
    ),
    (
      "PercentilePruner(25.0, startupTrialCount: 2, warmupStep: 3)",
      .percentile(25, startupTrials: 2, warmupSteps: 3)
    ),
    (
      "WilcoxonPruner(threshold: 0.2, startupStepCount: 3)",
      .wilcoxon(threshold: 0.2, startupSteps: 3)
    ),
  ]

  @Test(arguments: former)
  func `a sampler recorded under former names is not a change`(
    summary: String, sampler: any Sampler
  ) throws {
    #expect(SettingsSummary.withCurrentNames(summary) == sampler.summary)
    let study = try study("attune:sampler", summary, sampler, .median())
    #expect(changes(of: study).isEmpty)
  }

  @Test(arguments: formerPruners)
  func `a pruner recorded under former names is not a change`(
    summary: String, pruner: any Pruner
  ) throws {
    #expect(SettingsSummary.withCurrentNames(summary) == pruner.summary)
    let study = try study("attune:pruner", summary, .tpe(), pruner)
    #expect(changes(of: study).isEmpty)
  }

  @Test func `a parameter with a former name of a setting is not a change`() throws {
    let storage = InMemoryStorage()
    let grid = GridSampler(["warmupStep": [1, 2], "candidateCount": [1]])
    _ = try Study("s", storage: storage, sampler: grid, seed: 1)
    #expect(changes(of: try Study("s", storage: storage, sampler: grid)).isEmpty)
    let other = try Study("s", storage: storage, sampler: .random)
    #expect(changes(of: other).map(\.role) == ["sampler"])
  }

  @Test func `other settings under former names are a change, reported by the current names`()
    throws
  {
    let study = try study("attune:sampler", "TPESampler(startupTrialCount: 4)", .tpe(), .median())
    let changes = changes(of: study)
    #expect(changes.map(\.role) == ["sampler"])
    #expect(changes.map(\.before) == ["TPESampler(startupTrials: 4)"])
    #expect(changes.map(\.now) == ["TPESampler"])
  }

  @Test func `a run keeps what is recorded under former names`() throws {
    let summary = "TPESampler(startupTrialCount: 4)"
    let study = try study("attune:sampler", summary, .tpe(startupTrials: 4), .median())
    try study.optimize(trials: 2) { _ in 0.5 }
    #expect(study.snapshot.sampler == summary)
  }

  /// A study whose sampler or pruner another version has recorded.
  private func study(
    _ key: String, _ summary: String, _ sampler: any Sampler, _ pruner: any Pruner
  ) throws -> Study {
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [
        .createStudy(name: "s", directions: [.minimize]),
        .setStudySystemAttribute(study: 0, key: key, value: .string(summary)),
      ].map { LogRecord(worker: "p", operation: $0) }
    }
    return try Study("s", storage: storage, sampler: sampler, pruner: pruner, seed: 1)
  }

  private func changes(of study: Study) -> [Study.StrategyChange] {
    study.strategyChanges(study.replica.read { $0 }, settings: [])
  }
}
