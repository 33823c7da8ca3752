import Testing

@testable import Attune

/// Enqueued values that the objective never asks for, as when a name is misspelt.
@Suite struct UnusedParameterTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test(arguments: StorageCase.allCases)
  func `the finished trial lists the names that it never asked for`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      try study.enqueue(["ratee": 0.5, "x": 0.25, "other": "a"])
      try study.enqueue(["x": 0.5])
      #expect(study.trials[0].unusedParameters == [])
      try study.optimize(trials: 3) { trial in
        _ = try trial.suggest("rate", in: 0.0...1.0)
        return try trial.suggest("x", in: 0.0...1.0)
      }
      let trials = try Study("s", storage: open()).trials
      #expect(Set(trials[0].unusedParameters) == ["ratee", "other"])
      #expect(trials[0].description.contains("unused: "))
      #expect(trials[0].systemAttributes["attune:unusedParameters"]?.arrayValue?.count == 2)
      #expect(trials[1].unusedParameters == [])
      #expect(trials[1].systemAttributes["attune:unusedParameters"] == nil)
      #expect(trials[2].systemAttributes["attune:unusedParameters"] == nil)
    }
  }

  @Test(arguments: [TrialResult.complete([1]), .pruned, .failed(reason: "no data")])
  func `the names are recorded with every result, owned or detached`(
    result: TrialResult
  ) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["lr": 0.5])
    try study.enqueue(["lr": 0.5])
    #expect(try study.tell(study.ask(), result).unusedParameters == ["lr"])
    let number = try study.ask(detached: true).number
    #expect(try study.tell(number, result).unusedParameters == ["lr"])
  }

  @Test func `a study warns once about a name similar to a requested one`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study("digits", sampler: .random, seed: 1)
        for _ in 0..<3 { try study.enqueue(["ratee": 0.5]) }
        try study.optimize(trials: 2) { try $0.suggest("rate", in: 0.0...1.0) }
        try study.optimize(trials: 5) { try $0.suggest("rate", in: 0.0...1.0) }
      }
      try run()
    }
    #expect(
      text(result)
        == "Trial 0 of the study \"digits\" was enqueued with a value for \"ratee\", which no trial has "
        + "asked for (did you mean rate?); the value has no effect.\n")
  }

  @Test func `a study warns about any other name at the end of the run`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study("digits", sampler: .random, seed: 1)
        try study.enqueue(["momentum": 0.5])
        try study.optimize(trials: 2) { try $0.suggest("x", in: 0.0...1.0) }
      }
      try run()
    }
    #expect(
      text(result)
        == "Trial 0 of the study \"digits\" was enqueued with a value for \"momentum\", which no trial "
        + "has asked for; the value has no effect.\n")
  }

  @Test func `a parameter of a branch that other trials take is recorded without a warning`() async
  {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study(sampler: .random, seed: 1)
        // As when the best trials of another study are enqueued with the parameters of all of them.
        try study.enqueue(["kernel": "linear", "degree": 3, "width 1": 0.5, "y": 0.5])
        try study.optimize(trials: 20) { trial -> Double in
          let kernel = try trial.suggest("kernel", from: ["linear", "polynomial"])
          for name in ["width 0", "z"] { _ = try trial.suggest(name, in: 0.0...1.0) }
          if kernel == "linear" { return 1 }
          for name in ["width 1", "y"] { _ = try trial.suggest(name, in: 0.0...1.0) }
          return Double(try trial.suggest("degree", in: 2...5))
        }
        #expect(Set(study.trials[0].unusedParameters) == ["degree", "width 1", "y"])
      }
      try run()
    }
    #expect(text(result) == "")
  }

  @Test func `a trial that fails before it asks does not cause a warning`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study(sampler: .random, seed: 1)
        try study.enqueue(["x": 0.5])
        try study.optimize(trials: 2) { trial in
          if trial.number == 0 { throw TrialError(.missingValue, "no data") }
          return try trial.suggest("y", in: 0.0...1.0)
        }
        #expect(study.trials[0].unusedParameters == ["x"])
      }
      try run()
    }
    #expect(text(result) == "")
  }

  @Test func `a trial of ask and tell causes a warning at once`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study("s", sampler: .random, seed: 1)
        try study.enqueue(["momentum": 0.5])
        for _ in 0..<2 {
          let trial = try study.ask()
          _ = try trial.suggest("x", in: 0.0...1.0)
          try study.tell(trial, 0.5)
        }
      }
      try run()
    }
    #expect(text(result).hasPrefix("Trial 0 of the study \"s\" was enqueued with a value for "))
    #expect(text(result).split(separator: "\n").count == 1)
  }

  @Test func `a fixed trial lists the names that the objective did not ask for`() throws {
    let fixed = FixedTrial(["y": 1, "ratee": 0.5, "x": 0.25])
    #expect(try fixed.trial.suggest("x", in: 0.0...1.0) == 0.25)
    #expect(fixed.unusedParameters == ["ratee", "y"])
    let error = #expect(throws: TrialError.self) { try fixed.trial.suggest("rate", in: 0.0...1.0) }
    #expect(
      error?.description
        == "the fixed trial has no value for \"rate\"; it has [\"ratee\", \"x\", \"y\"] "
        + "(did you mean ratee?)")
  }
}
