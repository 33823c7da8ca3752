import Testing

@testable import Attune

/// Repeated suggestions of a parameter, within a trial and across trials.
@Suite struct ParameterTests {
  @Test(arguments: SamplerCase.all)
  func `a parameter requested twice in a trial has the same value`(sampler: SamplerCase) throws {
    let study = try Study(sampler: sampler.sampler, seed: 1)
    try study.optimize(trials: 8) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let n = try trial.suggest("n", in: 1...100, scale: .log)
      let kind = try trial.suggest("kind", from: ["a", "b", "c"])
      let again = (
        try trial.suggest("x", in: 0.0...1.0), try trial.suggest("n", in: 1...100, scale: .log),
        try trial.suggest("kind", from: ["a", "b", "c"])
      )
      #expect(again == (x, n, kind))
      #expect(trial.snapshot.parameters.count == 3)
      return x
    }
    #expect(study.trials.count(of: .complete) == 8)
  }

  /// A trial that has the parameter `x` in 0.0...1.0, with the value 0.5.
  private func trial() throws -> Trial {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["x": 0.5])
    let trial = try study.ask()
    _ = try trial.suggest("x", in: 0.0...1.0)
    return trial
  }

  @Test func `another range in the same trial is an error that names both`() throws {
    let trial = try trial()
    let error = #expect(throws: TrialError.self) { try trial.suggest("x", in: 0.0...2.0) }
    #expect(
      error?.description == "trial 0 already has 0.5 for \"x\", a float in 0.0...1.0; it cannot be "
        + "a float in 0.0...2.0 as well; give one of the two another name")
  }

  @Test func `any other definition in the same trial is an error`() throws {
    let trial = try trial()
    let definitions: [() throws -> Void] = [
      { _ = try trial.suggest("x", in: 0.0...1.0, step: 0.5) },
      { _ = try trial.suggest("x", in: 0.5...1.0, scale: .log) },
      { _ = try trial.suggest("x", in: 0...1) },
      { _ = try trial.suggest("x", from: [0.5, 1.0]) },
      { _ = try trial.suggest("x", in: 0.5...0.5) },
    ]
    for definition in definitions {
      let error = #expect(throws: TrialError.self) { try definition() }
      #expect(error?.description.hasPrefix("trial 0 already has 0.5 for \"x\"") == true)
    }
    // The first definition is still valid.
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.5)
  }

  @Test(arguments: SamplerCase.all)
  func `ranges and steps may change between trials`(sampler: SamplerCase) throws {
    let study = try Study(sampler: sampler.sampler, pruner: .none, seed: 1)
    try study.optimize(trials: 20) { trial in
      let reach = Double(trial.number + 1)
      let x = try trial.suggest("x", in: -reach...reach)
      #expect((-reach...reach).contains(x))
      let n = try trial.suggest("n", in: trial.number...trial.number + 3)
      #expect((trial.number...trial.number + 3).contains(n))
      let step = trial.number % 3 == 0 ? 0.25 : 0.5
      let grid = try trial.suggest("grid", in: 0.0...1.0, step: step)
      #expect(grid.truncatingRemainder(dividingBy: step) == 0)
      return x * x
    }
    #expect(study.trials.count(of: .complete) == 20)
  }

  private static let changes: [(String, @Sendable (Trial) throws -> Void)] = [
    ("an integer in 0...1", { _ = try $0.suggest("x", in: 0...1) }),
    ("one of [\"a\"]", { _ = try $0.suggest("x", from: ["a"]) }),
    (
      "a float in 0.5...1.0 on a logarithmic scale",
      { _ = try $0.suggest("x", in: 0.5...1.0, scale: .log) }
    ),
  ]

  @Test(arguments: changes.indices, StorageCase.allCases)
  func `a change of kind or scale is an error that names the first trial`(
    index: Int, storage: StorageCase
  ) throws {
    let (new, ask) = Self.changes[index]
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      try study.optimize(trials: 4) { trial in
        trial.number == 2 ? try trial.suggest("x", in: 0.0...3.0) : 0.5
      }
      let trial = try Study("s", storage: open(), sampler: .random).ask()
      let error = #expect(throws: TrialError.self) { try ask(trial) }
      #expect(
        error?.description
          == "\"x\" was defined by trial 2 as a float in 0.0...3.0; trial 4 cannot "
          + "define it as \(new); ranges may change between trials, kinds and scales may not, and "
          + "choices may only be added: give it another name")
      #expect(trial.snapshot.parameters.isEmpty)
    }
  }

  @Test func `different names are independent`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let names = ["x", "X", "x ", "", "näme \"quoted\"\n", "\u{1F600}", "jointly"]
    let values = try names.map { try trial.suggest($0, in: 0.0...1.0) }
    #expect(Set(values).count == names.count)
    #expect(trial.snapshot.parameters.map(\.name) == names)
  }

  @Test func `parameters keep the order in which they were requested`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    for name in ["b", "c", "a", "b"] { _ = try trial.suggest(name, in: 0...1) }
    #expect(trial.snapshot.parameters.map(\.name) == ["b", "c", "a"])
  }

  @Test func `a single value needs no sampler`() throws {
    struct Unused: Sampler {
      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        throw SamplingError("asked for \(request.name)")
      }

      func plan(
        in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> TrialPlan {
        Issue.record("the sampler was consulted")
        return TrialPlan()
      }
    }
    let trial = try Study(sampler: Unused(), seed: 1).ask()
    #expect(try trial.suggest("a", in: 0.1...0.1) == 0.1)
    #expect(try trial.suggest("b", in: 0.0...1.0, step: 2) == 0)
    #expect(try trial.suggest("c", in: 5...5) == 5)
    #expect(try trial.suggest("d", in: 5...6, step: 2) == 5)
    #expect(try trial.suggest("e", from: ["only"]) == "only")
    #expect(try trial.suggest("f", in: 1e-3...1e-3, scale: .log) == 1e-3)
    #expect(trial.snapshot.parameters.count == 6)
  }

  private static let invalid: [(String, @Sendable (Trial) throws -> Void)] = [
    (
      "parameter \"x\": a logarithmic scale needs a range above zero, not 0.0...1.0",
      { _ = try $0.suggest("x", in: 0.0...1.0, scale: .log) }
    ),
    (
      "parameter \"x\": a logarithmic scale needs integers of at least 1, not 0...9",
      { _ = try $0.suggest("x", in: 0...9, scale: .log) }
    ),
    (
      "parameter \"x\": a logarithmic scale and a step exclude each other; drop one",
      { _ = try $0.suggest("x", in: 1.0...2.0, scale: .log, step: 0.5) }
    ),
    (
      "parameter \"x\": a logarithmic scale and a step exclude each other; drop one",
      { _ = try $0.suggest("x", in: 1...9, scale: .log, step: 2) }
    ),
    (
      "parameter \"x\": the step 0.0 is not a finite number above zero",
      { _ = try $0.suggest("x", in: 1.0...2.0, step: 0) }
    ),
    (
      "parameter \"x\": the step 0 is not at least 1",
      { _ = try $0.suggest("x", in: 1...2, step: 0) }
    ),
    (
      "parameter \"x\": the range 0.0...inf is not finite; give finite bounds",
      { _ = try $0.suggest("x", in: 0.0...Double.infinity) }
    ),
    (
      "parameter \"x\": the range 0...9223372036854775807 exceeds ±2^53, beyond which integers "
        + "are not recorded exactly; suggest an exponent or a choice instead",
      { _ = try $0.suggest("x", in: 0...Int.max) }
    ),
  ]

  @Test(arguments: invalid.indices)
  func `an invalid range is an error that names the parameter`(index: Int) throws {
    let (message, ask) = Self.invalid[index]
    let trial = try Study(sampler: .random, seed: 1).ask()
    let error = #expect(throws: SearchSpaceError.self) { try ask(trial) }
    #expect(error?.description == message)
  }
}
