import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests `attune tune` with shell scripts.
@Suite(.timeLimit(.minutes(5))) struct TuneTests {
  private static let loss = ["--minimize", "loss"]

  @Test func `parameters are passed as arguments and values are read from the output`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: 99"; echo "kind $2" >&2; echo "loss: $1""#, in: folder)
      let outcome = try tune.run(Self.loss + ["--trials", "5"])
      #expect(outcome.status == 0)
      let trials = try tune.trials()
      #expect(trials.count == 5)
      for trial in trials {
        #expect(trial.value == trial.parameters["x"]?.doubleValue)
        let path = try #require(trial.userAttributes["output"]?.stringValue)
        #expect(path.hasPrefix(tune.journal + ".artifacts/"))
        let kind = try #require(trial.parameters["kind"]?.stringValue)
        let output = try String(contentsOfFile: path, encoding: .utf8)
        #expect(output == "loss: 99\nkind \(kind)\nloss: \(trial.value ?? .nan)\n")
      }
      let best = try #require(trials.bestTrial)
      #expect(outcome.lines == ["\(best)"])
      #expect(outcome.errors.split(separator: "\n").count == 5)
    }
  }

  @Test func `the environment describes the trial`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"""
        test "$ATTUNE_STUDY $ATTUNE_TRIAL $ATTUNE_ATTEMPT" = "tune 0 1"
        test "$EXTRA" = "{a}-0"
        touch "$ATTUNE_FOLDER/weights"
        echo "loss: $ATTUNE_PARAM_x"
        """#, in: folder)
      let options = ["--trials", "1", "--by-environment", "--env", "EXTRA={{a}}-{trial}"]
      let outcome = try tune.run(Self.loss + options, arguments: [])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let trial = try #require(try tune.trials().first)
      #expect(trial.value == trial.parameters["x"]?.doubleValue)
      #expect(
        FileManager.default.fileExists(atPath: "\(tune.journal).artifacts/0-tune/0/weights"))
    }
  }

  @Test func `an unpromising program is pruned and stopped`() throws {
    try withTemporaryFolder { folder in
      // From the sixth on, trials are unpromising and never end.
      let tune = try TuneRun(
        #"""
        echo "epoch 3 val=$ATTUNE_TRIAL"
        if [ "$ATTUNE_TRIAL" -gt 4 ]; then sleep 1000; fi
        echo "loss: 0"
        """#, in: folder)
      let outcome = try tune.run(
        Self.loss + ["--report", #"epoch (\d+) val=([0-9.]+)"#, "--trials", "6"])
      #expect(outcome.status == 0)
      let trials = try tune.trials()
      #expect(trials.map(\.state) == Array(repeating: .complete, count: 5) + [.pruned])
      #expect(trials.map { $0.intermediateValue(at: 3) } == [0, 1, 2, 3, 4, 5])
    }
  }

  @Test func `steps are counted without a group for the step`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"for v in 5 4 3; do echo "val=$v"; done; echo "loss: 1""#, in: folder)
      _ = try tune.run(Self.loss + ["--report", "val=([0-9]+)", "--trials", "1"])
      #expect(
        try tune.trials()[0].intermediateValues
          == [(0, 5), (1, 4), (2, 3)].map { IntermediateValue(step: $0, value: $1) })
    }
  }

  @Test func `a program that exceeds the time limit is stopped, and its trial fails`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"if [ "$ATTUNE_TRIAL" = 0 ]; then sleep 1000; fi; echo "loss: 1""#, in: folder)
      let outcome = try tune.run(Self.loss + ["--trial-time-limit", "200ms", "--trials", "2"])
      #expect(outcome.status == 0)
      let trials = try tune.trials()
      #expect(trials.map(\.state) == [.failed, .complete])
      #expect(trials[0].failureReason?.hasPrefix("it took longer than") == true)
    }
  }

  @Test func `a background process that keeps writing does not delay the end`() throws {
    try withTemporaryFolder { folder in
      // Under job control a background process has a new process group.
      let tune = try TuneRun(
        #"set -m; while :; do echo noise; done & echo "loss: $1""#, in: folder)
      let outcome = try tune.run(Self.loss + ["--trials", "2"])
      #expect(outcome.status == 0)
      #expect(try tune.trials().map(\.state) == [.complete, .complete])
    }
  }

  @Test(arguments: [
    ("echo broken >&2; exit 3", "the program ended with exit code 3; the last lines: broken"),
    ("kill -9 $$", "the program ended with signal 9 (Killed)"),
    ("kill -TERM $$", "the program ended with signal 15 (Terminated)"),
    ("echo a; echo b", #"no line of the output matches "loss: (.*)"; the last lines: a | b"#),
    (
      "echo loss: high",
      #""loss: (.*)" has found "high", which is not a number, in the line "loss: high"; "#
        + "the last lines: loss: high"
    ),
    ("echo loss: nan", "the objective's value is not a number (NaN)"),
  ])
  func `a program without a value fails its trial with a reason`(
    script: String, reason: String
  ) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(script, in: folder)
      let outcome = try tune.run(["--minimize", "loss: (.*)", "--failure-limit", "1"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(reason))
      #expect(try tune.trials().map(\.failureReason) == [reason])
    }
  }

  @Test(arguments: [
    ("x=int:0..5", "an integer in 0...5"),
    ("x=log:1..5", "a float in 1.0...5.0 on a logarithmic scale"),
    ("x=1,2", "one of [1, 2]"),
  ])
  func `an incompatible parameter is rejected before a trial starts`(
    parameter: String, kind: String
  ) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      _ = try tune.run(Self.loss + ["--trials", "1"])
      let outcome = try BuiltProgram("attune").run(
        ["tune", "--journal", tune.journal, "--param", parameter, "--trials", "2"] + Self.loss
          + ["--", "/bin/sh", "program.sh", "{x}"], in: folder)
      #expect(
        outcome.errors == """
          attune tune: the parameter "x" of the study "tune" was defined by trial 0 as a float in \
          0.0...10.0 and cannot become \(kind): only ranges may change between trials, and choices \
          may be added; rename the parameter, or give another study with --study

          """)
      #expect(outcome.status == 1)
      #expect(try tune.trials().count == 1)
    }
  }

  @Test func `a run without a complete trial fails`() throws {
    try withTemporaryFolder { folder in
      let outcome = try TuneRun("exit 3", in: folder).run(Self.loss + ["--trials", "2", "--quiet"])
      #expect(
        outcome.errors == """
          attune tune: no trial of the study "tune" is complete and feasible; \
          `attune report` lists the failures and their reasons

          """)
      #expect(outcome.status == 1)
    }
  }

  @Test func `several objectives make a multi-objective study`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "acc=$1"; echo "loss: 2""#, in: folder)
      let outcome = try tune.run(
        Self.loss + ["--maximize", "acc", "--trials", "4", "--quiet"])
      #expect(outcome.errors.isEmpty)
      let trials = try tune.trials()
      #expect(trials.directions == [.minimize, .maximize])
      #expect(
        trials.map(\.values) == trials.map { [2, $0.parameters["x"]?.doubleValue ?? .nan] })
    }
  }

  @Test func `programs run in parallel`() throws {
    try withTemporaryFolder { folder in
      // Opening one end of the pipe waits for the other end to be opened.
      let tune = try TuneRun(
        #"""
        if [ "$ATTUNE_TRIAL" = 0 ]; then echo go > pipe; else read word < pipe; fi
        echo "loss: 1"
        """#, in: folder)
      try #require(mkfifo(folder + "/pipe", 0o600) == 0)
      let outcome = try tune.run(Self.loss + ["--trials", "2", "--parallel", "2"])
      #expect(outcome.status == 0)
      #expect(try tune.trials().count(of: .complete) == 2)
    }
  }

  @Test func `enqueued trials come first, and are not repeated when the command is run again`()
    throws
  {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      let options = Self.loss + ["--enqueue", "x=2.5,kind=b", "--enqueue", "x=7,kind=a"]
      for count in ["1", "3", "3"] {
        #expect(try tune.run(options + ["--trials", count]).status == 0)
      }
      let trials = try tune.trials()
      #expect(trials.count == 3)
      #expect(trials.prefix(2).map(\.value) == [2.5, 7])
    }
  }

  @Test func `processes that a program leaves behind are killed`() throws {
    try withTemporaryFolder { folder in
      // Otherwise the run would last until the sleeping process exits, and the pipe would stay
      // open.
      let tune = try TuneRun(
        #"(exec 9>"$HOLD"; echo ready >&9; sleep 1000) & read go < go; echo "loss: 1""#,
        in: folder)
      try #require(mkfifo(folder + "/go", 0o600) == 0)
      let end = try tune.interrupt(Self.loss + ["--trials", "1"]) { _ in
        try? "go\n".write(toFile: folder + "/go", atomically: false, encoding: .utf8)
      }
      #expect(end == .exit(0))
      #expect(try tune.trials().map(\.state) == [.complete])
    }
  }

  @Test func `an inherited ignored SIGCHLD has no effect`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      let attune = try BuiltProgram("attune").executable.path
      // Some shells pass the setting on, others do not.
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/bash")).run(
        ["-c", #"trap "" CHLD; exec "$@""#, "bash", attune]
          + tune.words(Self.loss + ["--trials", "2"]),
        in: folder)
      #expect(outcome.status == 0)
      #expect(try tune.trials().map(\.state) == [.complete, .complete])
    }
  }

  @Test func `choices are passed to the program and recorded as written`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "got <$ATTUNE_PARAM_z>"; echo "loss=1""#, in: folder)
      let choices = ["1.10", "3.10", "1e-3", "007", "+5", "0x10", "2", "2.5"]
      let options =
        Self.loss + ["--by-environment", "--param", "z=" + choices.joined(separator: ",")]
        + choices.flatMap { ["--enqueue", "z=\($0)"] }
      #expect(try tune.run(options + ["--trials", "8"]).status == 0)
      for (trial, choice) in zip(try tune.trials(), choices) {
        let path = try #require(trial.userAttributes["output"]?.stringValue)
        let output = try String(contentsOfFile: path, encoding: .utf8)
        #expect(output.hasPrefix("got <\(choice)>\n"))
        let value = try #require(trial.parameters["z"])
        #expect((value.stringValue ?? value.description) == choice)
      }
    }
  }

  @Test func `one trial with the best value is printed, and the others are counted`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss=1""#, in: folder)
      let outcome = try tune.run(Self.loss + ["--trials", "3", "--quiet"])
      #expect(outcome.lines == ["\(try tune.trials()[0])", "2 more trials have the same value"])
      func attune(_ verb: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram("attune").run([verb, "-j", tune.journal])
      }
      #expect(
        try attune("summary").lines.contains(
          "best: trial 0 with 1.0, the first of 3 trials with that value"))
      let best = try attune("best-trials")
      #expect(best.lines.count == 2)
      #expect(best.errors == "2 more trials have the same value.\n")
    }
  }

  @Test func `the default number of trials is 100`() throws {
    try withTemporaryFolder { folder in
      // 99 of them exist already.
      let study = try Study("tune", storage: .journal(folder + "/s.journal"), seed: 7)
      for _ in 0..<99 { try study.tell(study.ask(), 1) }
      let tune = try TuneRun(#"echo "loss=1""#, in: folder)
      #expect(try tune.run(Self.loss).status == 0)
      #expect(try tune.trials().count == 100)
    }
  }

  @Test func `a report found by name prunes, and invalid reports cause one warning`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"""
        echo "epoch 3/10"; echo "val=0.5.3"; echo "val_loss=1,5"; echo "val_loss=$ATTUNE_TRIAL"
        if [ "$ATTUNE_TRIAL" -gt 4 ]; then sleep 1000; fi
        echo "loss: 0"
        """#, in: folder)
      let outcome = try tune.run(
        Self.loss + ["--report", "val_loss", "--step", "epoch", "--trials", "6", "--quiet"])
      #expect(
        outcome.errors == """
          attune tune: a report is skipped: the value of "val_loss" is "1,5", which is not a \
          number, in the line "val_loss=1,5"

          """)
      let trials = try tune.trials()
      #expect(trials.map(\.state) == Array(repeating: .complete, count: 5) + [.pruned])
      #expect(trials.map { $0.intermediateValue(at: 3) } == [0, 1, 2, 3, 4, 5])
    }
  }

  // MARK: Interruptions

  @Test(arguments: [
    #"(\S+) loss"#, #"epoch (\d+) .*val=\S+"#, "((?:a+)+b)", "a(.*b)?", "((?:a{1,30}){1,15}b)",
  ])
  func `Ctrl-C ends a run within 5 seconds for any pattern and output`(
    pattern: String
  ) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"""
        a=aaaaaaaaaaaaaaaa; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do a="$a$a"; done
        # More than the capacity of a pipe, so that it has been read in part by then.
        printf '%s\n' "$a"
        exec 9>"$HOLD"; echo ready >&9
        while :; do printf '%s\n' "$a" "epoch 1 epoch 1 epoch 1" "loss"; done
        """#, in: folder)
      let clock = ContinuousClock()
      var start = clock.now
      let end = try tune.interrupt(["--minimize", pattern, "--trials", "1"]) {
        start = clock.now
        $0.signal(SIGINT)
      }
      #expect(end == .exit(130))
      #expect(clock.now - start < .seconds(5))
    }
  }

  private static let steady = #"""
    for i in 1 2 3; do echo "epoch $i val=$1"; done
    if [ -n "$HOLD" ] && [ "$ATTUNE_TRIAL" = 6 ]; then
      exec 9>"$HOLD"; echo ready >&9; sleep 1000
    fi
    echo "loss: $1"
    """#

  private static let steadyOptions =
    loss + ["--report", #"epoch (\d+) val=([0-9.e-]+)"#, "--trials", "10"]

  /// The trials of an uninterrupted run.
  private func uninterruptedFacts() throws -> [String] {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(Self.steady, in: folder)
      #expect(try tune.run(Self.steadyOptions).status == 0)
      return try tune.facts()
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal stops programs, and the same command resumes the study`(number: Int32) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(Self.steady, in: folder)
      let end = try tune.interrupt(Self.steadyOptions) { $0.signal(number) }
      #expect(end == .exit(130))
      #expect(try tune.trials().last?.state == .waiting)
      #expect(try tune.run(Self.steadyOptions).status == 0)
      #expect(try tune.facts() == uninterruptedFacts())
    }
  }

  @Test func `if attune is killed, its programs end and the same command resumes the study`() throws
  {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(Self.steady, in: folder)
      let end = try tune.interrupt(Self.steadyOptions) { $0.signal(SIGKILL) }
      #expect(end == .signal(SIGKILL))
      #expect(try tune.trials().last?.state == .running)
      #expect(try tune.run(Self.steadyOptions).status == 0)
      #expect(try tune.facts() == uninterruptedFacts())
    }
  }

  // MARK: Misuse

  private static let misuses: [([String], [String], String)] = [
    (["{y}"], loss, "{y} is not a parameter (did you mean x?)"),
    (["{x}"], loss, #"the parameter "kind" is not used"#),
    (["{x", "{kind}"], loss, #""{x" has an unmatched {"#),
    (["{x}", "{kind}"], [], "no objective is given; give --minimize or --maximize"),
    (
      ["{x}", "{kind}"], ["--minimize", "a("], #"--minimize "a(" is not a valid regular expression"#
    ),
    (["{x}", "{kind}"], ["--minimize", "a.*"], #"--minimize "a.*" has 0 groups"#),
    (["{x}", "{kind}"], ["--minimize", #"(a)\1"#], "cannot be matched in linear time"),
    (["{x}", "{kind}"], ["--minimize", " "], #"--minimize " " is empty"#),
    (["{x}", "{kind}"], loss + ["--step", "epoch"], "--step needs --report"),
    (
      ["{x}", "{kind}"], loss + ["--report", "(a)(b)", "--step", "c"],
      "--step and a --report with two groups exclude each other"
    ),
    (["{x}", "{kind}"], loss + ["--endless", "--trials", "1"], "--trials and --endless exclude"),
    (["{x}", "{kind}"], loss + ["--report", "(a)(b)(c)"], "has 3 groups"),
    (["{x}", "{kind}"], loss + loss + ["--report", "(a)"], "--report needs a single objective"),
    (["{x}", "{kind}"], loss + ["--enqueue", "x=11"], #"11 is not a value of "x""#),
    (["{x}", "{kind}"], loss + ["--enqueue", ""], #"--enqueue needs NAME=VALUE, not """#),
    (["{x}", "{kind}"], loss + ["--enqueue", "z=1"], #""z" is not a parameter"#),
    (
      ["{x}", "{kind}"], loss + ["--param", "trial=1..2"],
      #"a parameter cannot be named "trial""#
    ),
    (["{x}", "{kind}"], loss + ["--pruner", "percentile:200"], "--pruner percentile:200"),
    (
      ["{x}", "{kind}"], loss + ["--pruner", "dominated:minimize=a"],
      "--pruner cannot be a pruner of named metrics"
    ),
    (["{x}", "{kind}"], loss + ["--trial-time-limit", "10"], "needs a time such as"),
  ]

  @Test(arguments: misuses)
  func `invalid arguments are rejected before a program runs`(
    arguments: [String], options: [String], message: String
  ) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun("touch ran", in: folder)
      let outcome = try tune.run(options, arguments: arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["program.sh"])
    }
  }

  @Test(arguments: ["./nothing", "attune-has-no-such-program"])
  func `a missing program is rejected before a trial starts`(program: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram("attune").run(
        ["tune", "-j", "s.journal", "--param", "x=0..1"] + Self.loss + ["--", program, "{x}"],
        in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors == "attune tune: there is no executable program \(program)\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
