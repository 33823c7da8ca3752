import ProgramTesting
import Testing

@testable import Attune

/// Python Optuna reads and continues studies with priors, ordered choices and composite values.
///
/// Runs if `ATTUNE_PYTHON` names a Python interpreter with Optuna 5.0.0.
@Suite(.enabled(if: Python.interpreter != nil)) struct PriorJournalTests {
  @Test func `a study with every kind of prior is continued in Python`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try Study("shared", storage: .journal(path), seed: 4)
      try study.optimize(trials: 15, progress: .none, objective)
      _ = try Python.start("continue_study.py", [path, "shared", "15"]).finish()
      let resumed = try Study("shared", storage: .journal(path))
      #expect(resumed.trials.finishedCount == 30)
      try resumed.optimize(trials: 40, progress: .none, objective)
      #expect(resumed.trials.finishedCount == 40)
      #expect(resumed.snapshot.systemAttributes["attune:order:size"] == ["s", "m", "l"])
      let own = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
    }
  }

  /// The parameters of `continue_study.py`, with priors, and others.
  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0, prior: .normal(mean: 1, sd: 0.5))
    let rate = try trial.suggest(
      "rate", in: 1e-5...1, scale: .log, prior: .logNormal(median: 1e-3, sd: 1))
    let layers = try trial.suggest("layers", in: 1...4, prior: .normal(mean: 2, sd: 1))
    let kind = try trial.suggest("kind", from: ["a", "b", "c"], prior: .weights([1, 2, 3]))
    let size = try trial.suggest("size", ordered: ["s", "m", "l"])
    let width = try trial.suggest("width", in: 8...64, factor: 2)
    let momentum = try trial.suggest("momentum", in: 1e-4...1, factor: 10)
    let point = try trial.suggest(["u": 0.0...1, "v": 0.0...1]) { $0["u"] <= $0["v"] }
    let pair = try trial.suggestOrderedPair("band", in: 1...9)
    let mixture = try trial.suggestSimplex("mix", count: 3)
    let order = try trial.suggestPermutation("order", of: 0..<4)
    let subset = try trial.suggestSubset("subset", of: 0..<4, count: 2)
    return x * x + rate + Double(layers + width + pair.low + order[0] + subset[0]) + momentum
      + mixture[0] + point["u"] + (kind == "b" ? 0 : 1) + (size == "s" ? 0 : 1)
  }
}
