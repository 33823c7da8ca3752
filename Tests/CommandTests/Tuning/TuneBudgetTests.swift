import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests `attune tune --budget` with shell scripts.
@Suite(.timeLimit(.minutes(5))) struct TuneBudgetTests {
  private static let loss = ["--minimize", "loss"]

  @Test func `promoted programs continue from the files of the lower budget`() throws {
    try withTemporaryFolder { folder in
      // The number of epochs so far is in a file.
      let tune = try TuneRun(
        #"""
        test "$ATTUNE_BUDGET" = "$2"
        done=0
        if [ -n "$ATTUNE_LOWER_FOLDER" ]; then done=$(cat "$ATTUNE_LOWER_FOLDER/epochs"); fi
        echo "continue from $done"
        echo "$2" > "$ATTUNE_FOLDER/epochs"
        echo "loss: $1"
        """#, in: folder)
      let options = ["--trials", "9", "--budget", "1..9", "--by-environment"]
      let outcome = try tune.run(Self.loss + options, arguments: ["{x}", "{budget}"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let trials = try tune.trials()
      #expect(trials.count == 9 + 3 + 1)
      for trial in trials {
        let budget = try #require(trial.budget)
        #expect(trial.state == (budget.amount == 9 ? .complete : .pruned))
        let path = try #require(trial.userAttributes["output"]?.stringValue)
        let output = try String(contentsOfFile: path, encoding: .utf8)
        #expect(output.hasPrefix("continue from \(budget.amount == 1 ? 0 : budget.amount / 3)\n"))
      }
      let best = try #require(trials.bestTrial)
      #expect(best.value == trials.map { $0.value ?? .infinity }.min())
      #expect(outcome.lines == ["\(best)"])
      let again = try tune.run(Self.loss + options, arguments: ["{x}", "{budget}"])
      #expect(again.status == 0)
      #expect(try tune.trials().count == trials.count)
    }
  }

  @Test func `several programs at a time promote the same configurations with batches`() throws {
    func trials(parallel: String) throws -> [String] {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
        let outcome = try tune.run(
          Self.loss + [
            "--trials", "8", "--budget", "2..8", "--budget-factor", "2", "--budget-brackets",
            "--parallel", parallel, "--batch", "3",
          ], arguments: ["{x}", "{kind}", "{budget}"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try tune.trials().map { "\($0)" }
      }
    }
    let alone = try trials(parallel: "1")
    #expect(alone.contains { $0.contains("budget 8") })
    #expect(try trials(parallel: "3") == alone)
  }

  @Test(arguments: [
    (["--budget", "9..1"], "--budget needs two ascending integers"),
    (["--budget", "0..9"], "--budget needs two ascending integers"),
    (["--budget", "1..<9"], "--budget needs two ascending integers"),
    (["--budget", "many"], "--budget needs two ascending integers"),
    (["--budget", "1..9", "--budget-factor", "1"], "--budget-factor"),
    (["--budget-factor", "2"], "--budget-factor needs --budget"),
    (["--budget-brackets"], "--budget-brackets needs --budget"),
    (["--budget", "1..9", "--maximize", "score"], "--budget needs a single objective"),
    (["--budget", "1..9"], "the budget is not used"),
    (["--budget", "1..9", "--param", "budget=1..2"], "cannot be named"),
    (["--env", "B={budget}"], "{budget} needs --budget"),
  ])
  func `mistakes are reported`(options: [String], message: String) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      let outcome = try tune.run(Self.loss + options)
      #expect(outcome.status == 64 || outcome.status == 2, "\(outcome.status)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
