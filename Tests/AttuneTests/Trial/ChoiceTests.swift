import Testing

@testable import Attune

/// Choices are labelled values: the label is recorded, the value is returned.
@Suite struct ChoiceTests {
  enum Activation: String, CaseIterable {
    case relu, tanh, logistic
  }

  enum Width: Int, CaseIterable {
    case narrow = 16
    case wide = 256
  }

  enum Plain: CaseIterable {
    case first, second
  }

  struct Raw: RawRepresentable, Equatable {
    var rawValue: String
  }

  /// A trial with enqueued labels.
  private func trial(_ labels: [String: JSONValue]) throws -> Trial {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(labels)
    return try study.ask()
  }

  @Test func `every kind of choice is returned with its type`() throws {
    let trial = try trial([
      "enum": "tanh", "int enum": 256, "plain": "second", "raw": "b", "string": "y", "int": 3,
      "double": 0.5, "float": 0.5, "bool": true, "closure": "triple",
    ])
    #expect(try trial.suggest("enum", from: Activation.allCases) == .tanh)
    #expect(try trial.suggest("int enum", from: Width.allCases) == .wide)
    #expect(try trial.suggest("plain", from: Plain.allCases) == .second)
    #expect(try trial.suggest("raw", from: ["a", "b"].map(Raw.init)) == Raw(rawValue: "b"))
    #expect(try trial.suggest("string", from: ["x", "y"]) == "y")
    #expect(try trial.suggest("int", from: [1, 2, 3]) == 3)
    #expect(try trial.suggest("double", from: [0.1, 0.5]) == 0.5)
    #expect(try trial.suggest("float", from: [0.1, 0.5] as [Float]) == 0.5)
    #expect(try trial.suggest("bool", from: [false, true]))
    let function = try trial.suggest(
      "closure",
      from: ["double": { $0 * 2 }, "triple": { $0 * 3 }]
        as KeyValuePairs<
          String, (Int) -> Int
        >)
    #expect(function(5) == 15)
    let choices = trial.snapshot.parameters.map { parameter -> [JSONValue] in
      guard case .categorical(let categorical) = parameter.distribution else { return [] }
      return categorical.choices
    }
    #expect(
      choices == [
        ["relu", "tanh", "logistic"], [16, 256], ["first", "second"], ["a", "b"], ["x", "y"],
        [1, 2, 3], [0.1, 0.5], [.float(Double(Float(0.1))), 0.5], [false, true],
        ["double", "triple"],
      ])
  }

  @Test func `some of an enum's cases may be offered`() throws {
    let trial = try trial(["kind": "logistic"])
    #expect(try trial.suggest("kind", from: [Activation.relu, .logistic]) == .logistic)
    #expect(try trial.suggest("set", from: Set([Activation.relu])) == .relu)
  }

  @Test func `all labels are equally likely`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 300) { trial in
      _ = try trial.suggest("kind", from: Activation.allCases)
      return 0.5
    }
    let labels = study.trials.compactMap { $0.parameters["kind"]?.stringValue }
    for kind in Activation.allCases {
      // Mean 100, deviation 8.2: beyond four deviations with a probability of 0.0002 in all.
      #expect((67...133).contains(labels.count { $0 == kind.rawValue }))
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `choices may be added later, anywhere in the list`(storage: StorageCase) throws {
    try storage.withStorage { open in
      func study() throws -> Study {
        try Study("s", storage: open(), sampler: SamplerCase.tpe(), pruner: .none, seed: 1)
      }
      try study().optimize(trials: 8) { trial in
        try trial.suggest("kind", from: ["b", "d"]) == "b" ? 0.25 : 0.5
      }
      try study().enqueue(["kind": "a"])
      try study().optimize(trials: 20) { trial in
        let kind = try trial.suggest("kind", from: ["a", "b", "c", "d"])
        if trial.number == 8 { #expect(kind == "a") }
        #expect(trial.snapshot.parameters["kind"] == .string(kind))
        return ["a": 0.75, "b": 0.25, "c": 0, "d": 0.5][kind] ?? .nan
      }
      let trials = try study().trials
      #expect(trials.count(of: .complete) == 20)
      // Every label still has the same value.
      for trial in trials {
        let expected: [JSONValue: Double] = ["a": 0.75, "b": 0.25, "c": 0, "d": 0.5]
        #expect(trial.parameters["kind"].flatMap { expected[$0] } == trial.value)
      }
      // Recorded labels keep their positions.
      let last = try #require(trials.last?.parameters.first)
      #expect(
        last.distribution
          == .categorical(try CategoricalDistribution(choices: ["b", "d", "a", "c"])))
    }
  }

  @Test func `a new order of the labels changes nothing`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let sorted = try study.ask()
    _ = try sorted.suggest("kind", from: ["a", "b", "c"])
    let trial = try study.ask()
    let kind = try trial.suggest("kind", from: ["c", "a", "b"])
    #expect(try trial.suggest("kind", from: ["b", "c", "a"]) == kind)
    #expect(trial.snapshot.parameters["kind"] == .string(kind))
    #expect(
      trial.snapshot.parameters.first?.distribution
        == sorted.snapshot.parameters.first?.distribution)
  }

  @Test func `a removed choice is an error`() throws {
    let study = try Study(sampler: .random, seed: 1)
    _ = try study.ask().suggest("kind", from: ["a", "b", "c"])
    let trial = try study.ask()
    let error = #expect(throws: TrialError.self) { try trial.suggest("kind", from: ["a", "b"]) }
    #expect(
      error?.description
        == "\"kind\" was defined by trial 0 as one of [\"a\", \"b\", \"c\"]; trial 1 "
        + "cannot define it as one of [\"a\", \"b\"]; ranges may change between trials, kinds and "
        + "scales may not, and choices may only be added: give it another name")
  }

  @Test func `choices added in the same trial contradict the first definition`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    _ = try trial.suggest("kind", from: ["a", "b"])
    #expect(throws: TrialError.self) { try trial.suggest("kind", from: ["a", "b", "c"]) }
  }

  @Test func `equal labels are an error`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let error = #expect(throws: SearchSpaceError.self) {
      try trial.suggest("kind", from: ["a", "b", "a"])
    }
    #expect(
      error?.description == "parameter \"kind\": the choices [\"a\", \"b\", \"a\"] hold the same "
        + "label twice; make them distinct")
    #expect(throws: SearchSpaceError.self) {
      try trial.suggest("pairs", from: ["a": 1, "a": 2] as KeyValuePairs)
    }
  }

  @Test func `no choices are an error`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let error = #expect(throws: SearchSpaceError.self) {
      try trial.suggest("kind", from: [Activation]())
    }
    #expect(
      error?.description
        == "parameter \"kind\": there are no choices to choose from; give at least one")
  }
}
