import Testing

@testable import Attune

/// Proposals within a batch do not repeat each other, as in a sequential run.
@Suite struct BatchDuplicateTests {
  private static func value(_ trial: Trial) throws -> Double {
    let layers = try trial.suggest("layers", in: 1...8)
    let units = try trial.suggest("units", in: 16...256, step: 16)
    let kind = try trial.suggest("kind", from: ["relu", "tanh", "gelu"])
    let rate = try trial.suggest("rate", in: 0.1...0.5, step: 0.1)
    return abs(Double(layers) - 3) + abs(Double(units) - 96) / 32 + (kind == "gelu" ? 0 : 1) + rate
  }

  private static func points(_ study: Study) -> [String] {
    study.trials.map { $0.parameters.description }
  }

  private static func repeatCount(_ study: Study) -> Int {
    let points = points(study)
    return points.count - Set(points).count
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `a batch repeats as few points as single trials`(seed: UInt64) throws {
    let sequential = try Study(sampler: .tpe(), seed: seed)
    try sequential.optimize(trials: 120, Self.value)
    let one = try Study(sampler: .tpe(), seed: seed)
    try one.optimize(trials: 120, parallelism: 1, batchSize: 8) { try Self.value($0) }
    #expect(Self.repeatCount(one) <= Self.repeatCount(sequential))
    let four = try Study(sampler: .tpe(), seed: seed)
    try four.optimize(trials: 120, parallelism: 4, batchSize: 8) { try Self.value($0) }
    #expect(Self.points(four) == Self.points(one))
  }

  @Test func `an interrupted batch resumes to the same points`() throws {
    let whole = try Study("s", sampler: .tpe(), seed: 7)
    try whole.optimize(trials: 60, parallelism: 1, batchSize: 8) { try Self.value($0) }
    let storage = InMemoryStorage()
    var interruptionCount = 0
    while true {
      // A new sampler and study each time, so that nothing but the records is kept.
      let study = try Study("s", storage: storage, sampler: .tpe(), seed: 7)
      do {
        try study.optimize(trials: 60, parallelism: 3, batchSize: 8) { trial in
          if trial.number % 5 == 2, trial.attempt == 1 {
            _ = try trial.suggest("layers", in: 1...8)
            throw CancellationError()
          }
          return try Self.value(trial)
        }
        #expect(Self.points(study) == Self.points(whole))
        break
      } catch is CancellationError {
        interruptionCount += 1
      }
    }
    #expect(interruptionCount > 2)
  }

  @Test func `values enqueued for a batch count as tried`() throws {
    @Sendable func values(_ trial: Trial) throws -> Double {
      Double(try trial.suggest("a", in: 0...7) + (try trial.suggest("b", in: 0...7)))
    }
    let free = try Study(sampler: .tpe(), seed: 1)
    try free.optimize(trials: 24, parallelism: 1, batchSize: 8, values)
    // The point that trial 18 proposes is enqueued for trial 17 of the same batch.
    let taken = free.trials[18].parameters
    for parallelism in [1, 4] {
      let study = try Study(sampler: .tpe(), seed: 1)
      try study.optimize(trials: 16, parallelism: 1, batchSize: 8, values)
      _ = try study.enqueue(["a": free.trials[16].parameters["a"] ?? nil])
      try study.enqueue(["a": taken["a"] ?? nil, "b": taken["b"] ?? nil])
      try study.optimize(trials: 24, parallelism: .workers(parallelism), batchSize: 8, values)
      #expect(Self.points(study)[..<17] == Self.points(free)[..<17])
      #expect(study.trials[17].parameters.description == taken.description)
      #expect(study.trials[18].parameters.description != taken.description)
      #expect(Set(Self.points(study)[16...]).count == 8)
    }
  }

  @Test func `values of a single parameter are not repeated either`() throws {
    for (isMultivariate, directions) in [
      (true, [Direction.minimize]), (false, [.minimize]), (nil, [.minimize, .maximize]),
    ] as [(Bool?, [Direction])] {
      var configuration = TPESampler.Configuration()
      configuration.isMultivariate = isMultivariate
      func run(_ parallelism: Int) throws -> Study {
        let study = try Study(
          "s", directions: directions, sampler: .tpe(configuration), seed: 3)
        try study.optimize(trials: 64, parallelism: .workers(parallelism), batchSize: 8) { trial in
          let x = Double(try trial.suggest("x", in: 0...999))
          return directions.map { _ in abs(x - 300) }
        }
        return study
      }
      let (one, four) = (try run(1), try run(4))
      #expect(Self.points(one) == Self.points(four))
      #expect(Set(Self.points(one)[16...]).count == 48)
    }
  }
}
