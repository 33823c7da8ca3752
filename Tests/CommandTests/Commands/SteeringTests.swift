import Attune
import Foundation
import ProgramTesting
import Testing

/// Tests the commands that write to a journal.
@Suite struct SteeringTests {
  @Test func `a study is created once`() throws {
    try CommandFolder.in { attune throws in
      #expect(
        try attune.output(
          "create-study", "--study-name", "s", "--direction", "maximize", "--seed", "7",
          "--sampler", "random", "--pruner", "none") == "s\n")
      #expect(
        try attune.output("summary") == """
          study "s"
          0 trials
          maximize value
          no best trial yet
          sampler RandomSampler, pruner NopPruner, seed 7

          """)
      try attune.expectError(
        ["create-study", "-s", "s"],
        "the journal FOLDER/study.journal already contains a study \"s\"; "
          + "give another name, or --skip-if-exists")
      #expect(try attune.output("create-study", "-s", "s", "--skip-if-exists") == "s\n")
      #expect(
        try attune.output("create-study", "-s", "two", "--directions", "minimize", "maximize")
          == "two\n")
      #expect(try attune.output("studies").contains("minimize, maximize"))
    }
  }

  @Test func `a study is deleted only after confirmation`() throws {
    try CommandFolder.with("torn-tail") { attune throws in
      try attune.expectError(
        ["delete-study"],
        "the study \"torn\" and its 3 trials are not deleted: there is no terminal for the "
          + "confirmation; give --yes")
      #expect(try attune.output("delete-study", "--study", "torn", "--yes") == "")
      try attune.expectError(["trials"], "the journal FOLDER/study.journal contains no study")
    }
  }

  @Test func `enqueue warns of a parameter that no trial has`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      // Before the first trial no name is known.
      #expect(try attune.output("enqueue", "ratee=0.25") == "0\n")
      _ = try attune.run(["ask", "--param", "rate=0..1", "--param", "x=0..1"])
      #expect(try attune.output("enqueue", "rate=0.25", "x=1") == "1\n")
      let outcome = try attune.run(["enqueue", "ratee=0.5", "momentum=1", "x=0.5"])
      #expect(outcome.status == 0)
      #expect(outcome.output == "2\n")
      #expect(
        outcome.errors == """
          No trial of the study "s" has a parameter "momentum"; the value has no effect unless the \
          objective asks for it.
          No trial of the study "s" has a parameter "ratee" (did you mean rate?); the value has no \
          effect unless the objective asks for it.

          """)
      let told = try attune.run(["tell", "0", "0.5"])
      #expect(told.status == 0)
      #expect(
        told.errors
          == "Trial 0 of the study \"s\" was enqueued with a value for \"ratee\", which no trial has asked "
          + "for (did you mean rate?); the value has no effect.\n")
      #expect(
        try String(contentsOfFile: attune.journal, encoding: .utf8)
          .contains(#""attune:unusedParameters":["ratee"]"#))
    }
  }

  @Test func `a trial is enqueued, started by ask and ended by tell`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      #expect(try attune.output("enqueue", "x=0.25", "kind=relu") == "0\n")
      let again = try attune.run(["enqueue", "x=0.25", "kind=relu", "--skip-if-exists"])
      #expect(again.status == 0)
      #expect(again.errors == "A trial with these values already exists.\n")
      let ask = ["ask", "--param", "x=0..1", "--param", "kind=relu,tanh"]
      #expect(
        try attune.run(ask).output
          == "{\"number\": 0, \"params\": {\"x\": 0.25, \"kind\": \"relu\"}}\n")
      // Seed 1, trial 1: the same values as in a program.
      #expect(
        try attune.run(ask).output
          == "{\"number\": 1, \"params\": {\"x\": 0.9879199032993078, \"kind\": \"tanh\"}}\n")
      #expect(
        try attune.output("tell", "0", "-0.5")
          == "trial 0: complete, value -0.5, x: 0.25, kind: \"relu\"\n")
      #expect(
        try attune.output("tell", "1", "--state", "fail", "--reason", "out of memory")
          == "trial 1: failed, x: 0.9879199032993078, kind: \"tanh\", out of memory\n")
      #expect(
        try attune.output("trials", "-c", "number,state,value")
          == "number  state     value\n     0  COMPLETE   -0.5\n     1  FAIL\n")
      try attune.expectError(
        ["tell", "1", "2"], "trial 1 of \"s\" is failed; only a running trial can get a result")
      let skipped = try attune.run(["tell", "1", "2", "--skip-if-finished"])
      #expect(skipped.status == 0)
      #expect(skipped.errors == "Trial 1 is already failed.\n")
      try attune.expectError(["tell", "9", "2"], "the study \"s\" has no trial 9")
      // The recorded sampler was used.
      #expect(try attune.output("summary").contains("sampler RandomSampler"))
    }
  }

  @Test func `ask needs the option for a sampler that the command does not have`() throws {
    try CommandFolder.in { attune throws in
      _ = try Study(
        "s", storage: JournalStorage(path: attune.journal), sampler: Middle(), seed: 1)
      try attune.expectError(
        ["ask", "--param", "x=0..1"],
        "the study \"s\" was created with the sampler Middle, which the command does not have; "
          + "choose another one with --sampler: "
          + SamplerCatalogue.names.joined(separator: ", "))
      #expect(try attune.output("trials", "-c", "number") == "number\n")
      #expect(try attune.output("ask", "--param", "x=0..1", "--sampler", "random").contains("x"))
      #expect(try attune.output("summary").contains("sampler Middle"))
    }
  }

  @Test(arguments: ["tpe:startup=3", "tpe-optuna", "tpe-univariate"])
  func `a study keeps the settings of its sampler, and ask finds the sampler`(
    specification: String
  ) throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", specification)
      let recorded = try SamplerCatalogue.sampler(specification).summary
      #expect(try attune.output("summary").contains("sampler \(recorded)"))
      #expect(try attune.output("ask", "--param", "x=0..1").contains("\"x\""))
      #expect(try attune.output("summary").contains("sampler \(recorded)"))
    }
  }

  @Test(arguments: ["hyperband:maximum=9", "patient:2,pruner=percentile:25,startup=1"])
  func `a study keeps the settings of its pruner`(specification: String) throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--pruner", specification)
      let recorded = try PrunerCatalogue.pruner(specification).summary
      #expect(try attune.output("summary").contains("pruner \(recorded)"))
      #expect(try attune.output("ask", "--param", "x=0..1").contains("\"x\""))
      #expect(try attune.output("summary").contains("pruner \(recorded)"))
    }
  }

  @Test func `the search space may be given as Optuna's JSON`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      let space = """
        {"n": {"name": "IntDistribution", \
        "attributes": {"low": 3, "high": 3, "log": false, "step": 1}}}
        """
      #expect(
        try attune.output("ask", "--search-space", space, "-f", "csv")
          == "number,params_n\r\n0,3\r\n")
      try attune.expectError(
        ["ask", "--search-space", "{\"n\": {\"name\": \"Nope\"}}"],
        "--search-space, \"n\": there is no distribution named Nope; "
          + "describe it as Optuna's distribution_to_json does; see `attune ask --help`",
        status: 2)
    }
  }

  @Test(arguments: ["x=a,b", "x=log:0.1..1", "x=int:0..1"])
  func `an incompatible parameter is rejected before a trial starts`(parameter: String) throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      try attune.output("ask", "-p", "x=0..1")
      let outcome = try attune.run(["ask", "-p", parameter])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.hasPrefix(
          "attune ask: the parameter \"x\" of the study \"s\" was defined by trial 0 as a float"))
      #expect(
        try attune.output("trials", "-c", "number,state") == "number  state\n     0  RUNNING\n")
    }
  }

  @Test func `a failure without a reason has a default reason`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1")
      try attune.output("ask")
      #expect(
        try attune.output("tell", "0", "--state", "fail")
          == "trial 0: failed, reported as failed by `attune tell`\n")
    }
  }

  @Test func `a choice is enqueued as it is written`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1", "--sampler", "random")
      let ask = ["ask", "-p", "v=3.9,3.10", "-f", "csv"]
      #expect(try attune.run(ask).status == 0)
      try attune.output("enqueue", "v=3.10")
      #expect(try attune.run(ask).output == "number,params_v\r\n1,3.10\r\n")
    }
  }

  @Test func `tell accepts the options of Optuna's command`() throws {
    try CommandFolder.in { attune throws in
      try attune.output(
        "create-study", "-s", "s", "--directions", "minimize", "maximize", "--seed", "1")
      for _ in 0..<3 { try attune.output("ask") }
      #expect(
        try attune.output("tell", "--trial-number", "0", "--values", "1", "-2")
          == "trial 0: complete, values [1.0, -2.0]\n")
      #expect(try attune.output("tell", "1", "nan", "1").hasPrefix("trial 1: failed, "))
      #expect(try attune.output("tell", "2", "--state", "pruned") == "trial 2: pruned\n")
    }
  }

  @Test func `attributes of studies and unfinished trials are set`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1")
      try attune.output("ask")
      try attune.output("set-user-attr", "who=me", "--key", "n", "--value", "1")
      try attune.output("set-user-attr", "--trial", "0", "why=\"1\"")
      #expect(
        try attune.output("trials", "-f", "json", "-c", "user_attrs")
          == "[\n  {\"user_attrs\": {\"why\": \"1\"}}\n]\n")
      let journal = try String(contentsOfFile: attune.journal, encoding: .utf8)
      #expect(journal.contains("\"user_attr\":{\"who\":\"me\"}"))
      #expect(journal.contains("\"user_attr\":{\"n\":1}"))
      try attune.output("tell", "0", "1")
      try attune.expectError(
        ["set-user-attr", "--trial", "0", "a=1"],
        "trial 0 of \"s\" is complete; its attributes can no longer be set")
    }
  }
}

/// A sampler that the command does not have.
private struct Middle: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.value(at: 0.5)
  }
}
