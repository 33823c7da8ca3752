import ProgramTesting
import Testing

@testable import Attune

/// Workers of Python Optuna and of Attune compete in the rungs and brackets of one study.
///
/// Runs if `ATTUNE_PYTHON` names a Python interpreter with Optuna 5.0.0, as in continuous integration.
@Suite(.enabled(if: Python.interpreter != nil)) struct CompetingWorkersTests {
  @Test func `workers take turns in the same rungs`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try study(path, .successiveHalving(minimumResource: 1, reductionFactor: 3))
      for round in 1...3 {
        try study.optimize(additionalTrials: 9, objective)
        _ = try Python.start(
          "compete.py", in: "Pruners", [path, "shared", "9", "halving"]
        ).finish()
        try study.refresh()
        #expect(study.trials.finishedCount == 18 * round)
      }
      // Trials run one after the other, so each one's decisions follow from the trials before it.
      try expectDecisions(study.trials) { _ in true }
      let pruned = study.trials.filter { $0.state == .pruned }
      for isPython in [false, true] {
        let own = pruned.filter { ($0.userAttributes["by"] != nil) == isPython }
        #expect(Set(own.compactMap { $0.lastIntermediateValue?.step }).count > 1)
      }
      #expect(firstDifference(try dump(path), try Python.dump(journal: path)) == nil)
    }
  }

  @Test func `workers take turns in the same brackets`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let pruner = HyperbandPruner.hyperband(maximumResource: 9)
      let study = try study(path, pruner)
      try study.optimize(additionalTrials: 30, objective)
      let output = try Python.start(
        "compete.py", in: "Pruners", [path, "shared", "30", "hyperband"]
      ).finish()
      try study.refresh()
      try study.optimize(additionalTrials: 20, objective)
      let brackets = try JSONParser.parse(output).arrayValue?.map(\.intValue)
      let context = PruningContext(history: study.trials, studyName: "shared")
      let own = (0..<60).map { pruner.cohort(of: $0, in: context) }
      #expect(own == brackets)
      #expect(Set(own).count == 3)
      for bracket in 0..<3 {
        try expectDecisions(study.trials, firstRung: bracket) {
          pruner.cohort(of: $0, in: context) == bracket
        }
      }
    }
  }

  @Test func `workers compete at the same time`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try study(path, .successiveHalving(minimumResource: 1, reductionFactor: 3))
      try study.optimize(trials: 1, objective)
      let script = try Python.start(
        "compete.py", in: "Pruners", [path, "shared", "30", "halving"])
      try study.optimize(additionalTrials: 30, parallelism: 2, objective)
      _ = try script.finish()
      try study.refresh()
      let trials = study.trials
      #expect(trials.finishedCount == 61 && trials.running.isEmpty)
      for trial in trials where trial.state == .pruned {
        // A pruned trial has a record of the rung at which it ended.
        let step = try #require(trial.lastIntermediateValue?.step)
        let rung = try #require([1: 0, 3: 1, 9: 2][step])
        let value = trial.systemAttributes["completed_rung_\(rung)"]?.doubleValue
        #expect(value == trial.lastIntermediateValue?.value)
        #expect(trial.systemAttributes["completed_rung_\(rung + 1)"] == nil)
      }
    }
  }

  // MARK: Parts of tests

  private func study(_ path: String, _ pruner: some Pruner) throws -> Study {
    try Study("shared", storage: .journal(path), sampler: .random, pruner: pruner, seed: 3)
  }

  /// The objective of `compete.py`.
  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    for step in 1..<10 {
      try trial.report(x + 1 / Double(step), step: step)
      try trial.checkPruning()
    }
    return x
  }

  private func dump(_ path: String) throws -> JSONValue {
    OptunaDump.dump(try Fixture.state(path: path))
  }

  /// Requires the rungs and ends of trials that ran one after the other.
  ///
  /// - Parameters:
  ///   - firstRung: The number of rungs that are left out.
  ///   - isRival: Whether a trial takes part.
  private func expectDecisions(
    _ trials: TrialHistory, firstRung: Int = 0, among isRival: (Int) -> Bool
  ) throws {
    var rungs: [[Double]] = [[], [], []]
    for trial in trials where isRival(trial.number) {
      let x = try #require(trial.parameters["x"]?.doubleValue)
      var end: Int?
      for (rung, step) in [1, 3, 9].dropFirst(firstRung).enumerated() {
        let value = x + 1 / Double(step)
        #expect(
          trial.systemAttributes["completed_rung_\(rung)"]?.doubleValue == value,
          "trial \(trial.number), rung \(rung)")
        rungs[rung].append(value)
        let count = max(rungs[rung].count / 3, 1)
        if !rungs[rung].sorted().prefix(count).contains(value) {
          end = step
          break
        }
      }
      #expect(trial.state == (end == nil ? .complete : .pruned), "trial \(trial.number)")
      #expect(trial.lastIntermediateValue?.step == end ?? 9, "trial \(trial.number)")
    }
  }
}
