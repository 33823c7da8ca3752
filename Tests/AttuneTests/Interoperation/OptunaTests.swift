import ProgramTesting
import Testing

@testable import Attune

/// Python Optuna reads and continues journals of Attune, and Attune those of Optuna.
///
/// Runs if `ATTUNE_PYTHON` names a Python interpreter with Optuna 5.0.0, as in continuous integration.
@Suite(.enabled(if: Python.interpreter != nil)) struct OptunaTests {
  @Test func `a journal with every kind of record has the same contents in Optuna`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      try writeEveryKindOfRecord(to: path)
      try expectSameContents(path)
    }
  }

  @Test func `a study is continued in Python and then in Attune`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try Study("shared", storage: .journal(path), seed: 4)
      try study.optimize(trials: 15, objective)
      _ = try Python.start("continue_study.py", [path, "shared", "15"]).finish()
      try expectSameContents(path)

      let resumed = try Study("shared", storage: .journal(path))
      #expect(resumed.seed == 4)
      #expect(resumed.trials.finishedCount == 30)
      try resumed.optimize(trials: 45, objective)
      let trials = resumed.trials
      #expect(trials.map(\.number) == Array(0..<45))
      #expect(trials.finishedCount == 45)
      // The trial that Python enqueued last runs first here.
      #expect(trials[30].parameters["x"] == 0.25)
      #expect(trials[30].parameters["kind"] == "c")
      #expect(trials.count { $0.userAttributes["by"] == "Python" } > 0)
      try expectSameContents(path)
    }
  }

  @Test func `a study with budgets is continued in Python, which sees the top rung as the best`()
    throws
  {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try Study("shared", storage: .journal(path), pruner: .none, seed: 4)
      let schedule = BudgetSchedule.halving(from: 3, to: 27)
      func loss(_ trial: Trial) throws -> Double { try objective(trial) + 9 / Double(trial.budget) }
      try study.optimize(trials: 20, budget: schedule, loss)
      try expectSameContents(path)
      let best = try #require(study.bestTrial)
      #expect(best.budget?.amount == 27)
      // Lower rungs have smaller values here: not all trials with the best value are at the top.
      _ = try Python.start("continue_study.py", [path, "shared", "5"]).finish()
      try study.refresh()
      try study.optimize(trials: 30, budget: schedule, loss)
      #expect(study.trials.allSatisfy { $0.state.isFinished })
      try expectSameContents(path)
    }
  }

  @Test func `Attune and Optuna write one journal at the same time`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try Study("shared", storage: .journal(path), seed: 4)
      try study.optimize(trials: 1, objective)
      let script = try Python.start("continue_study.py", [path, "shared", "40"])
      try study.optimize(additionalTrials: 40, objective)
      _ = try script.finish()
      try study.refresh()
      let trials = study.trials
      #expect(trials.map(\.number) == Array(trials.indices))
      #expect(trials.finishedCount >= 81)
      #expect(trials.running.isEmpty)
      try expectSameContents(path)
    }
  }

  @Test func `Python reads the same unusual names and values from every copy`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/odd.log"
      _ = try Python.start("odd_names.py", ["write", path]).finish()
      let journal = JournalStorage(path: path)
      let copies = ["\(folder)/compact.log", "\(folder)/repaired.log"]
      try journal.compact(to: copies[0])
      try journal.repair(to: copies[1])
      for copy in copies {
        let differences = try Python.start("odd_names.py", ["compare", path, copy]).finish()
        #expect(differences == "")
      }
    }
  }

  private func expectSameContents(_ path: String) throws {
    let own = OptunaDump.dump(try Fixture.state(path: path))
    #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
  }

  /// The objective of `continue_study.py`.
  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let rate = try trial.suggest("rate", in: 1e-5...1, scale: .log)
    let layers = try trial.suggest("layers", in: 1...4)
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    let loss = x * x + rate + Double(layers) + (kind == "b" ? 0 : 1)
    for step in 0..<3 {
      try trial.report(loss + Double(3 - step), step: step)
      try trial.checkPruning()
    }
    return loss
  }

  private struct Failure: Error {}

  private func writeEveryKindOfRecord(to path: String) throws {
    let study = try Study("Größe \"1\"\n\u{2028}🧪", storage: .journal(path), seed: .max)
    try study.setUserAttribute("data", to: "digits")
    try study.enqueue(["x": 1, "on": true], userAttributes: ["note": "by hand"])
    try study.optimize(trials: 30, maxConsecutiveFailures: 30) { trial in
      let x = try trial.suggest("x", in: -1e300...1e300)
      _ = try trial.suggest("small", in: Double.leastNonzeroMagnitude...1e-300, scale: .log)
      _ = try trial.suggest("grid", in: -0.3...0.75, step: 0.1)
      _ = try trial.suggest("count", in: -7...9, step: 4)
      _ = try trial.suggest("width", in: 1...4096, scale: .log)
      if try trial.suggest("on", from: [true, false]) {
        _ = try trial.suggest("mixed", from: [1, 2.5, -0.0])
        _ = try trial.suggest("single", in: 3...3)
      }
      try trial.setUserAttribute("nested", to: ["list": [1.5, .nan, .infinity]])
      let odd: [Double] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, 0.1]
      try trial.report(odd[trial.number % 6], step: trial.number)
      switch trial.number % 5 {
      case 1: throw TrialPruned()
      case 2: throw Failure()
      case 3: return Double.nan
      case 4: return trial.number % 2 == 0 ? .infinity : -.infinity
      default: return x
      }
    }
    try study.enqueue(["x": 2])
    _ = try study.ask()

    let front = try Study("front", directions: [.minimize, .maximize], storage: .journal(path))
    try front.setObjectiveNames(["loss", "Güte"])
    try front.optimize(trials: 20) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setConstraint("cost", to: x - 0.75)
      return [x, x * x]
    }
  }
}
