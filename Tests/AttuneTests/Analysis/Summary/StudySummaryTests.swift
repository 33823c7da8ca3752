import Testing

@testable import Attune

@Suite struct StudySummaryTests {
  private func summary(_ journal: String, _ name: String) throws -> StudySummary {
    let storage = JournalStorage(path: try Fixture.path("golden/\(journal).log"))
    return try #require(try storage.study(named: name)).summary
  }

  @Test func `a summary describes a study`() throws {
    #expect(
      try summary("optuna-4", "optuna 4").description == """
        study "optuna 4"
        16 trials: 10 complete, 3 pruned, 2 failed, 1 running
        minimize loss
        best: trial 11 with 3.324e-05
          rate: 3.324457041138308e-05
          depth: 1
          units: 496
          share: 0.0
          kind: 3
        parameters:
          rate   a float in 1e-05...0.1 on a logarithmic scale, in 15 trials
          depth  an integer in 1...9 by 2, in 14 trials
          units  an integer in 8...512 on a logarithmic scale, in 14 trials
          share  a float in 0.0...1.0 by 0.25, in 14 trials
          kind   one of ["a", "b", null, true, 3, 1.5], in 14 trials
          extra  a float in -1.0...1.0, in 2 trials
        from 2026-11-21 12:17:04 to 2026-11-21 12:17:04 UTC, total trial time 0:00
        """)
  }

  @Test func `a multi-objective study has a Pareto front instead of a best trial`() throws {
    // The numbers of `best_trials` of Optuna 5.0.0.
    let front = try summary("multiobjective", "nsga2")
    #expect(front.bestTrials.map(\.number) == [1, 2, 4, 7, 12, 14])
    #expect(front.description.contains("\n6 Pareto-optimal trials\n"))
    let single = try summary("multiobjective", "binh-korn")
    #expect(single.bestTrials.map(\.number) == [24])
    #expect(single.counts == [.complete: 23, .failed: 2])
    #expect(
      single.description.contains(
        "\nminimize cost, maximize score\n1 Pareto-optimal trial\n"))
  }

  @Test func `a study without trials has a summary`() throws {
    let study = try Study("new", sampler: .random, seed: 7)
    #expect(
      study.summary.description == """
        study "new"
        0 trials
        minimize value
        no best trial yet
        sampler RandomSampler, pruner MedianPruner, seed 7
        """)
    #expect(study.summary.firstStart == nil)
    #expect(study.summary.totalDuration == .zero)
  }

  @Test func `feasible trials and violated constraints are counted`() throws {
    func trial(_ number: Int, _ state: TrialState, _ constraints: JSONObject) -> TrialSnapshot {
      TrialSnapshot(
        number: number, id: number, state: state, values: state == .complete ? [1] : [],
        systemAttributes: constraints)
    }
    let some = [
      trial(0, .complete, ["constraints:c0": 1.0, "constraints:c1": 0.5]),
      trial(1, .complete, ["constraints:c0": 2.0, "constraints:c1": 0.0]),
      trial(2, .complete, ["constraints:c0": -1.0, "constraints:c1": -1.0]),
      trial(3, .complete, [:]), trial(4, .failed, ["constraints:c1": 9.0]), trial(5, .running, [:]),
    ]
    let feasibility = try #require(Feasibility(some))
    #expect(feasibility.trialCount == 4 && feasibility.feasibleCount == 2)
    #expect(feasibility.constraints.map(\.name) == ["c0", "c1"])
    #expect(feasibility.constraints.map(\.violationCount) == [2, 1])
    #expect(
      feasibility.description
        == "2 of 4 complete trials feasible; violated: c0 in 2, c1 in 1")
    #expect(Feasibility([trial(0, .complete, [:])]) == nil)
    // Older versions of Optuna record a list.
    #expect(
      Feasibility([trial(0, .complete, ["constraints": [0.0, 3.0]])])?.description
        == "0 of 1 complete trial feasible; violated: constraint 1 in 1")
    let single = try summary("multiobjective", "binh-korn")
    let line = try #require(single.feasibility).description
    #expect(single.description.contains("\n\(line)\n"))
    #expect(try summary("basic", "basic").feasibility == nil)
  }

  @Test func `unfinished trials have no duration`() throws {
    let study = try Study(sampler: .random, seed: 1)
    _ = try study.ask()
    try study.tell(study.ask(), 0.5)
    let summary = study.summary
    #expect(summary.totalDuration == study.trials[1].duration)
    #expect(summary.firstStart == study.trials[0].startTime)
    #expect(summary.lastEnd == study.trials[1].endTime)
    #expect(summary.countText == "2 trials: 1 complete, 1 running")
  }

  @Test func `studies are listed in a table`() throws {
    let storage = JournalStorage(path: try Fixture.path("golden/pruned.log"))
    let table = DataTable(try storage.studies().map(\.summary))
    #expect(
      table.text() == """
        name     direction  n_trials  complete  pruned  failed  running  waiting  best_value  \
        datetime_start
        pruned   maximize         31        12      16       3        0        0         inf  \
        2026-11-21 01:33:53
        halving  minimize          8         4       4       0        0        0      0.1256  \
        2026-11-21 01:33:53

        """)
  }
}
