import Testing

@testable import Attune

/// Trials with given values, run before any other.
@Suite struct EnqueueTests {
  private enum Kind: String, CaseIterable {
    case small, large
  }

  @Test(arguments: SamplerCase.all, StorageCase.allCases)
  func `an enqueued trial has the given values`(
    sampler: SamplerCase, storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: sampler.sampler, seed: 1)
      #expect(
        try study.enqueue(["x": 0.25, "rate": 1e-3, "n": 7, "kind": "large", "flag": true]) == 0)
      let trial = try Study("s", storage: open(), sampler: sampler.sampler).ask()
      #expect(trial.number == 0)
      #expect(try trial.suggest("x", in: 0.0...1.0) == 0.25)
      #expect(try trial.suggest("rate", in: 1e-5...1.0, scale: .log) == 1e-3)
      #expect(try trial.suggest("n", in: 1...9, step: 2) == 7)
      #expect(try trial.suggest("kind", from: Kind.allCases) == .large)
      #expect(try trial.suggest("flag", from: [false, true]))
    }
  }

  @Test(arguments: SamplerCase.all)
  func `parameters left out are sampled as in any trial`(sampler: SamplerCase) throws {
    let study = try Study(sampler: sampler.sampler, seed: 1)
    try study.enqueue(["x": 0.25])
    let trial = try study.ask()
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.25)
    let y = try trial.suggest("y", in: 0.0...1.0)
    let other = try Study(sampler: sampler.sampler, seed: 1).ask()
    _ = try other.suggest("x", in: 0.0...1.0)
    #expect(try other.suggest("y", in: 0.0...1.0) == y)
  }

  @Test func `an enqueued value that the objective does not ask for has no effect`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["x": 0.25, "y": 3])
    try study.optimize(trials: 1) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(study.trials[0].parameters.map(\.name) == ["x"])
    #expect(study.trials[0].state == .complete)
  }

  private static let invalid: [(JSONValue, String)] = [
    (
      1.5,
      "the value 1.5 that was enqueued for \"x\" of trial 0 is not a float in 0.0...1.0; "
        + "enqueue a value of it"
    ),
    (
      -0.1,
      "the value -0.1 that was enqueued for \"x\" of trial 0 is not a float in 0.0...1.0; "
        + "enqueue a value of it"
    ),
    (
      "a",
      "the value \"a\" that was enqueued for \"x\" of trial 0 is not a float in 0.0...1.0; "
        + "enqueue a value of it"
    ),
    (
      .float(.nan),
      "the value NaN that was enqueued for \"x\" of trial 0 is not a float in "
        + "0.0...1.0; enqueue a value of it"
    ),
  ]

  @Test(arguments: invalid)
  func `an invalid value fails the trial with a hint on what to do`(
    value: JSONValue, reason: String
  ) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["x": value])
    try study.optimize(trials: 1) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(study.trials[0].state == .failed)
    #expect(study.trials[0].failureReason == reason)
  }

  @Test(arguments: [0, 10, 2.5, "4"] as [JSONValue])
  func `a value that is not an integer of the range fails the trial`(value: JSONValue) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["n": value])
    try study.optimize(trials: 1) { Double(try $0.suggest("n", in: 1...9)) }
    #expect(study.trials[0].failureReason?.contains("is not an integer in 1...9") == true)
  }

  @Test func `a label that is not offered fails the trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["kind": "huge"])
    try study.optimize(trials: 1) {
      try $0.suggest("kind", from: Kind.allCases) == .small ? 0.5 : 1
    }
    #expect(
      study.trials[0].failureReason
        == "the value \"huge\" that was enqueued for \"kind\" of trial 0 "
        + "is not one of [\"small\", \"large\"]; enqueue a value of it")
  }

  @Test func `integers and floating-point values are converted`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["n": 4.0, "x": 1])
    let trial = try study.ask()
    #expect(try trial.suggest("n", in: 1...9) == 4)
    #expect(try trial.suggest("x", in: 0.0...1.0) == 1)
  }

  @Test(arguments: StorageCase.allCases)
  func `enqueued trials run in their order, before new trials`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      try study.optimize(trials: 1) { try $0.suggest("x", in: 0.0...9.0) }
      for x in [7.0, 3, 5] { try study.enqueue(["x": .float(x)]) }
      var values: [Double] = []
      try Study("s", storage: open(), sampler: .random).optimize(trials: 5) { trial in
        values.append(try trial.suggest("x", in: 0.0...9.0))
        return 0.5
      }
      #expect(values.prefix(3) == [7, 3, 5])
      #expect(values.count == 4)
    }
  }

  @Test func `an interrupted trial comes before the queue`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1) { _ -> Double in throw CancellationError() }
    }
    try study.enqueue(["x": 0.5])
    #expect(try study.ask().number == 0)
    #expect(try study.ask().number == 1)
    #expect(try study.ask().number == 2)
  }

  @Test func `an enqueued trial that was interrupted keeps its values`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["x": 0.25, "y": 0.75])
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1) { trial -> Double in
        _ = try trial.suggest("x", in: 0.0...1.0)
        throw CancellationError()
      }
    }
    let trial = try study.ask()
    #expect(trial.attempt == 2)
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.25)
    #expect(try trial.suggest("y", in: 0.0...1.0) == 0.75)
  }

  @Test(arguments: StorageCase.allCases)
  func `a script that enqueues may be run again`(storage: StorageCase) throws {
    try storage.withStorage { open in
      for run in 0..<3 {
        let study = try Study("s", storage: open(), sampler: .random, seed: 1)
        let first = try study.enqueue(["x": 0.25, "kind": "large"], skipIfExists: true)
        let second = try study.enqueue(["x": 0.5], skipIfExists: true)
        #expect(first == (run == 0 ? 0 : nil))
        #expect(second == (run == 0 ? 1 : nil))
        try study.optimize(trials: run + 1) { trial in
          _ = try trial.suggest("kind", from: Kind.allCases)
          return try trial.suggest("x", in: 0.0...1.0)
        }
      }
      #expect(try Study("s", storage: open()).trials.count == 3)
    }
  }

  @Test func `sampled values of a trial count as existing`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 1) { Double(try $0.suggest("n", in: 1...9)) }
    let n = try #require(study.trials[0].parameters["n"])
    #expect(try study.enqueue(["n": n], skipIfExists: true) == nil)
    #expect(try study.enqueue(["n": n, "m": 1], skipIfExists: true) == 1)
    #expect(try study.enqueue([:], skipIfExists: true) == 2)
    #expect(try study.enqueue(["n": n]) == 3)
  }

  /// As `Study._should_skip_enqueue` of Optuna 5.0, except that integers are compared exactly.
  @Test(
    arguments: [
      (3.0, .float(.infinity), false), (.float(.infinity), .float(-.infinity), false),
      (.float(.infinity), .float(.infinity), true), (.float(-.infinity), 3.0, false),
      (.float(.nan), .float(.nan), true), (.float(.nan), 1.0, false), (1.0, .float(.nan), false),
      (1_000_000, 1_000_001, false), (1_000_000, 1_000_000, true),
      (.int(.max), .int(.max - 1), false),
      (1, 1.0, false), (1.0, 1, false), (1, true, true), (0, true, false), (true, 1, false),
      (true, true, true), (true, false, false), ("a", "a", true), ("a", "b", false),
      ("1", 1, false), (nil, nil, true), (nil, 0, false), (0.0, -0.0, true),
      (0.1, 0.1000001, true), (0.1, 0.10001, false), (0.0, 1e-300, false),
      (1e-300, 1.1e-300, false),
      // Strings, which Python compares by code points.
      ("\u{e9}", "e\u{301}", false),
      // 2⁶⁴ and the next `Double`.
      (.float(0x1p64), .float(0x1p64), true), (.float(0x1p64), .float(0x1p64.nextUp), false),
      ([1, 2], [1, 2], true), ([1, 2], [1, 3], false),
    ] as [(JSONValue, JSONValue, Bool)])
  func `a value that exists already is skipped`(
    first: JSONValue, second: JSONValue, isSkipped: Bool
  )
    throws
  {
    let study = try Study(seed: 1)
    try study.enqueue(["x": first], skipIfExists: true)
    #expect(try study.enqueue(["x": second], skipIfExists: true) == (isSkipped ? nil : 1))
    #expect(try study.enqueue(["x": second], skipIfExists: true) == nil)
    #expect(try study.enqueue(["y": first], skipIfExists: true) != nil)
  }

  @Test(arguments: StorageCase.allCases)
  func `user attributes are recorded with an enqueued trial`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      try study.enqueue(["x": 0.5], userAttributes: ["why": "a guess", "by": ["a", 1, nil]])
      let waiting = try Study("s", storage: open()).trials[0]
      #expect(waiting.state == .waiting)
      #expect(waiting.startTime == nil)
      #expect(waiting.userAttributes == ["why": "a guess", "by": ["a", 1, nil]])
      #expect(try study.ask().snapshot.userAttributes["why"] == "a guess")
    }
  }
}
