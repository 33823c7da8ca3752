import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests the command that adds trials from files.
@Suite struct ImportTests {
  /// Writes a file into the folder of the command.
  private func write(_ text: String, _ name: String, _ attune: CommandFolder) throws {
    try text.write(toFile: "\(attune.folder)/\(name)", atomically: true, encoding: .utf8)
  }

  private func study(_ name: String, _ attune: CommandFolder) throws -> StudySnapshot {
    try #require(try JournalStorage(path: attune.journal).study(named: name))
  }

  @Test(arguments: ["basic", "attrs", "multiobjective", "two-workers"], ["csv", "json", "jsonl"])
  func `an exported study is imported again`(fixture: String, format: String) throws {
    try CommandFolder.with(fixture) { attune throws in
      for original in try JournalStorage(path: attune.journal).studies()
      where original.trials.contains(where: { $0.state.isFinished }) {
        try attune.output(
          "export", "--study", original.name, "--format", format, "--output", "trials")
        let outcome = try attune.run(
          [
            "import", "trials", "--study", "copy of \(original.name)", "--create", "--directions",
          ] + original.directions.map(\.description))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let copy = try study("copy of \(original.name)", attune)
        let finished = original.trials.filter(\.state.isFinished)
        #expect(
          outcome.output
            == "\(finished.count) trials imported into \"\(copy.name.printable)\"\n".replacing(
              "1 trials", with: finished.count == 1 ? "1 trial" : "1 trials"))
        #expect(copy.trials.count == finished.count)
        for (trial, expected) in zip(copy.trials, finished) {
          #expect(trial.state == expected.state)
          #expect(trial.values == expected.values)
          #expect(trial.startTime == expected.startTime)
          #expect(trial.endTime == expected.endTime)
          for parameter in expected.parameters where parameter.value != .null {
            let value = trial.parameters[parameter.name]
            #expect(value == parameter.value || value?.doubleValue == parameter.value.doubleValue)
          }
          if format != "csv" { #expect(trial.userAttributes == expected.userAttributes) }
        }
      }
    }
  }

  @Test func `a CSV of parameters and a value is imported`() throws {
    try CommandFolder.in { attune throws in
      try write(
        "rate,layers,kind,loss,host\r\n0.01,2,relu,0.5,a\r\n0.1,3,,0.25,b\r\n0.05,1,tanh,,c\r\n",
        "runs.csv", attune)
      let outcome = try attune.run([
        "import", "runs.csv", "--study", "s", "--create", "--value", "loss", "--ignore", "host",
        "--param", "rate=log:1e-5..1e-1",
      ])
      #expect(outcome.status == 0)
      #expect(outcome.output == "3 trials imported into \"s\"\n")
      #expect(
        outcome.errors == """
          These definitions are inferred from the values; a program that runs the study must use \
          the same kinds and scales, or give --param:
            layers: an integer in 1...3
            kind: one of ["relu", "tanh"]

          """)
      let trials = try study("s", attune).trials
      #expect(
        trials.map { "\($0)" } == [
          "trial 0: complete, value 0.5, rate: 0.01, layers: 2, kind: \"relu\"",
          "trial 1: complete, value 0.25, rate: 0.1, layers: 3",
          "trial 2: failed, rate: 0.05, layers: 1, kind: \"tanh\"",
        ])
      // The study is tuned further with the same definition.
      let more = try attune.run([
        "tune", "--study", "s", "--param", "rate=log:1e-5..1e-1", "--minimize", "loss", "--trials",
        "4", "--quiet", "--", "/bin/echo", "loss=0.1", "{rate}",
      ])
      #expect(more.status == 0, "\(more.errors)")
      #expect(try study("s", attune).trials.count == 4)
    }
  }

  @Test func `trials are appended to an existing study, by its definitions`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      _ = try attune.run(["ask", "-p", "x=0..1", "-p", "k=1.10,b"])
      try write("x,k,value\n2,1.10,3\n", "runs.csv", attune)
      #expect(try attune.output("import", "runs.csv") == "1 trial imported into \"s\"\n")
      let trial = try study("s", attune).trials[1]
      #expect(trial.description == "trial 1: complete, value 3.0, x: 2.0, k: \"1.10\"")
      #expect(trial.parameters[0].distribution.description == "a float in 0.0...2.0")
    }
  }

  @Test func `JSON lines have reports, constraints and several objectives`() throws {
    try CommandFolder.in { attune throws in
      try write(
        """
        {"params": {"x": 0.5}, "value": 1, "intermediate_values": {"0": 3, "2": 2}, "state": "PRUNED"}

        {"params": {"x": 1.5}, "value": 2, "constraints": {"c": -1}, "user_attrs": {"note": "1"}}
        {"params": {"x": 1.0}, "state": "running"}
        """, "runs.jsonl", attune)
      let outcome = try attune.run(["import", "runs.jsonl", "-s", "s", "--create"])
      #expect(outcome.output == "2 trials imported into \"s\"\n")
      #expect(outcome.errors.hasSuffix("  x: a float in 0.5...1.5\nSkipped 1 unfinished trial.\n"))
      let trials = try study("s", attune).trials
      #expect(trials[0].state == .pruned)
      #expect(trials[0].intermediateValues.map(\.step) == [0, 2])
      #expect(trials[1].constraints == ["c": -1])
      #expect(trials[1].userAttributes == ["note": "1"])

      try write("{\"x\": 1, \"values\": [1, 2]}\n", "two.jsonl", attune)
      let two = try attune.run([
        "import", "two.jsonl", "-s", "two", "--create", "--directions", "minimize", "maximize",
      ])
      #expect(two.status == 0, "\(two.errors)")
      #expect(try study("two", attune).trials[0].values == [1, 2])
    }
  }

  /// The first lines of a log of bayesian-optimization 2.0.4.
  private static let log = """
    {"target": -11.487395790632196, "params": {"x": -0.663823962379408, "y": 1.3219469606529488}, \
    "datetime": {"datetime": "2026-11-27 18:59:28", "elapsed": 0.0, "delta": 0.0}}
    {"target": -35.02361855266378, "params": {"x": -3.999085001461241, "y": -1.1860045642089614}, \
    "datetime": {"datetime": "2026-11-27 18:59:28", "elapsed": 0.000762, "delta": 0.000762}}

    """

  @Test func `a log of bayesian-optimization is imported into a study that maximizes`() throws {
    try CommandFolder.in { attune throws in
      try write(Self.log, "logs.json", attune)
      let outcome = try attune.run(["import", "logs.json", "-s", "s", "--create"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output == "2 trials imported into \"s\"\n")
      let study = try study("s", attune)
      #expect(study.directions == [.maximize])
      #expect(study.trials.bestTrial?.number == 0)
      #expect(study.trials[1].parameters["y"] == -1.1860045642089614)
      #expect(study.trials[0].endTime != nil)

      try attune.output("create-study", "-s", "min")
      try attune.expectError(
        ["import", "logs.json", "-s", "min"],
        "logs.json is of a program that uses the direction maximize, and the study's is minimize; "
          + "import it into a study with --create --direction maximize")
      try attune.expectError(
        ["import", "logs.json", "-s", "new", "--create", "--direction", "minimize"],
        "logs.json is of a program that uses the direction maximize, and the study's is minimize; "
          + "import it into a study with --create --direction maximize")
      #expect(try JournalStorage(path: attune.journal).study(named: "new") == nil)
    }
  }

  @Test func `a saved state of bayesian-optimization has the bounds of the parameters`() throws {
    try CommandFolder.in { attune throws in
      // Written by save_state of version 3.4.0, without the state of its model.
      let state = """
        {
          "pbounds": {"x": [-4.0, 4.0], "y": [-3.0, 3.0]},
          "transformed_bounds": null,
          "keys": ["x", "y"],
          "params": [[-0.663823962379408, 1.3219469606529488], [4.0, -3.0]],
          "target": [-11.487395790632196, -7.0],
          "constraint_values": null,
          "random_state": {"bit_generator": "MT19937"}
        }
        """
      try write(state, "state.json", attune)
      #expect(
        try attune.output("import", "state.json", "-s", "s", "--create")
          == "2 trials imported into \"s\"\n")
      let trial = try study("s", attune).trials[1]
      #expect(
        trial.parameters.map { "\($0.distribution)" }
          == ["a float in -4.0...4.0", "a float in -3.0...3.0"])
      #expect(trial.value == -7)
      // A categorical parameter has a number for each choice.
      try write(
        state.replacing("[4.0, -3.0]]", with: "[4.0, 0.0, 1.0]]"), "state.json", attune)
      try attune.expectError(
        ["import", "state.json", "-s", "s"],
        "state.json, point 1: the state has 3 numbers for 2 parameters: it does not record the "
          + "choices of categorical ones; import a CSV of them instead")
    }
  }

  private static let invalid: [(file: String, words: [String], message: String)] = [
    ("", [], "runs contains no trials; give a file with at least one"),
    ("x,value\n", [], "runs contains no trials; give a file with at least one"),
    (
      "x,value\n1,2\n1\n", [],
      "runs, line 3, column 1: 1 fields for 2 columns; put a text with a comma or a line end in "
        + "quotation marks"
    ),
    (
      "x,value\n1,2\n\n1,abc\n", [],
      "runs, line 4, column \"value\": \"abc\" is not a number; correct it, or remove the line"
    ),
    ("x,x,value\n1,1,2\n", [], "runs, line 1, column 2: the column \"x\" comes twice; rename one"),
    (
      "x,loss\n1,2\n", [],
      "runs has no column \"value\"; select the objective value with --value COLUMN; its columns are "
        + "\"x\", \"loss\""
    ),
    (
      "x,loss\n1,2\n", ["--value", "los"],
      "runs has no column \"los\" (did you mean loss?); its columns are \"x\", \"loss\""
    ),
    (
      "x,value\n1,2\n9,2\n", ["--param", "x=int:1..4"],
      "runs, line 3, column \"x\": 9 is not a value of \"x\", an integer in 1...4"
    ),
    (
      "x,value\n1,2\n", ["--param", "y=int:1..4"],
      "runs has no column \"y\" (did you mean x?) for the parameter \"y\"; its columns are \"x\", \"value\""
    ),
    (
      "x,value,state\n1,,COMPLETE\n", [],
      "runs, line 2: a complete trial needs its objective value; add it, or change the state to FAIL"
    ),
    (
      "x,value,state\n1,2,DONE\n", [],
      "runs, line 2, column \"state\": \"DONE\" is not a state; write COMPLETE, PRUNED or FAIL"
    ),
    (
      "x,value,datetime_start\n1,2,today\n", [],
      "runs, line 2, column \"datetime_start\": \"today\" is not a time; write it as "
        + "2026-01-31T23:59:59+00:00"
    ),
    (
      "params_x,value,host\n1,2,a\n", [],
      "runs: the column \"host\" is none of an export; remove it, or give --ignore 'host'"
    ),
    (
      "x,value\ninf,2\n1,2\n", [],
      "runs, column \"x\": the range 1.0...inf is not finite; give finite bounds"
    ),
    (
      "x,values_0,values_1\n1,2,3\n", [],
      "runs has 2 objective values and the study has 1 direction; select as many with --value COLUMN"
    ),
    (
      "{\"x\": 1, \"value\": 2}\n{\"x\": 1,}\n", [],
      "runs, line 2, column 9: expected a name in quotation marks; each line must be one JSON object"
    ),
    (
      "{\"x\": 1, \"value\": 2}\n[1]\n", [],
      "runs, line 2: [1] is not a JSON object; see `attune import --help`"
    ),
    (
      "[\n  {\"x\": 1, \"value\": 2},\n  {\"x\": 1 \"value\": 2}\n]\n", [],
      "runs, line 3, column 11: expected a comma or a closing brace; give a file of valid JSON"
    ),
    (
      "[{\"x\": 1, \"value\": 2}, 3]", [],
      "runs, item 1: 3 is not a JSON object; see `attune import --help`"
    ),
    (
      "{\"x\": 1, \"value\": 2}\n", ["--format", "bayesian-optimization"],
      "runs, line 1: there is no \"target\" with \"params\"; give a log of the package's JSONLogger"
    ),
    (
      "{\"params\": {\"x\": 1}, \"value\": 2, \"intermediate_values\": {\"-1\": 2}}\n", [],
      "runs, line 1: the trial cannot be added: it has a report at step -1; steps start at 0"
    ),
  ]

  @Test(arguments: invalid)
  func `an invalid file is rejected with its place, and nothing is imported`(
    file: String, words: [String], message: String
  ) throws {
    try CommandFolder.in { attune throws in
      try write(file, "runs", attune)
      try attune.expectError(["import", "runs", "-s", "s", "--create"] + words, message)
      #expect(!FileManager.default.fileExists(atPath: attune.journal))
    }
  }

  @Test func `a contradiction to the study is an error`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1")
      _ = try attune.run(["ask", "-p", "x=0..1"])
      try write("x,value\n1,2\n", "runs.csv", attune)
      try attune.expectError(
        ["import", "runs.csv", "-p", "x=int:0..1"],
        "runs.csv, line 2: the trial cannot be added: it defines \"x\" as an integer in 0...1, but "
          + "trial 0 defined it as a float in 0.0...1.0; ranges may change between trials, kinds and "
          + "scales may not, and choices may only be added")
      try attune.expectError(
        ["import", "runs.csv", "--direction", "maximize"],
        "the study \"s\" has the direction minimize, not maximize; omit the option, or give another "
          + "study")
      #expect(try study("s", attune).trials.count == 1)
    }
  }

  @Test func `a dry run imports nothing`() throws {
    try CommandFolder.in { attune throws in
      try write("x,value\n1,2\n", "runs.csv", attune)
      let outcome = try attune.run(["import", "runs.csv", "-s", "s", "--create", "--dry-run"])
      #expect(outcome.output == "1 trial can be imported into \"s\"\n")
      #expect(outcome.errors.hasSuffix("  x: an integer in 1...1\n"))
      #expect(!FileManager.default.fileExists(atPath: attune.journal))
    }
  }

  @Test func `a missing file, a folder and a missing study are reported`() throws {
    try CommandFolder.in { attune throws in
      try attune.expectError(
        ["import", "none", "-s", "s", "--create"],
        "the file none cannot be read: No such file or directory")
      try attune.expectError(
        ["import", ".", "-s", "s", "--create"], "the file . cannot be read: Is a directory")
      try attune.expectError(
        ["import", "none", "--create"],
        "the study has no name; give --study NAME with --create; see `attune import --help`",
        status: 2)
      let outcome = try attune.run(["import", "none"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("attune import: there is no journal "))
    }
  }
}
