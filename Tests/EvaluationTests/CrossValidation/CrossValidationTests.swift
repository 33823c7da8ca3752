import Attune
import AttuneEvaluation
import Synchronization
import Testing

@Suite struct CrossValidationTests {
  /// Folds of a data set of ten elements.
  private let folds = (0..<5).map { fold in
    Fold(
      training: (0..<10).filter { $0 / 2 != fold }, validation: [2 * fold, 2 * fold + 1])
  }

  private func scores(_ trial: TrialSnapshot, _ name: String = "cv") -> [Double]? {
    trial.userAttributes["\(name):scores"]?.arrayValue?.compactMap(\.doubleValue)
  }

  @Test func `each fold is evaluated, scores are recorded, and the mean is the value`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 1)
    var seen: [Fold] = []
    try study.optimize(trials: 1) { trial in
      try trial.crossValidate(folds) { training, validation in
        seen.append(Fold(training: training, validation: validation))
        return Double(validation[0])
      }
    }
    #expect(seen == folds)
    let trial = try #require(study.bestTrial)
    #expect(trial.value == 4)
    #expect(scores(trial) == [0, 2, 4, 6, 8])
    #expect(trial.userAttributes["cv:mean"]?.doubleValue == 4)
    #expect(trial.userAttributes["cv:standard deviation"]?.doubleValue == 10.0.squareRoot())
  }

  @Test func `a pruner that follows progress gets the mean so far`() throws {
    let study = try Study(sampler: .random, pruner: .median(), seed: 1)
    try study.optimize(trials: 1) { trial in
      try trial.crossValidate(folds) { Double($1[0]) }
    }
    #expect(study.trials[0].intermediateValues.map(\.step) == [0, 1, 2, 3, 4])
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 1, 2, 3, 4])
  }

  @Test func `a pruner that compares instances gets each score`() throws {
    let study = try Study(sampler: .random, pruner: .wilcoxon(), seed: 1)
    try study.optimize(trials: 1) { trial in
      try trial.crossValidate(folds) { Double($1[0]) }
    }
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 2, 4, 6, 8])
  }

  /// Runs trials whose scores differ by constants, and much more between folds, and returns how
  /// many folds of each trial were evaluated.
  private func run(_ pruner: some Pruner, _ constants: [Double]) throws -> [Int] {
    let study = try Study(sampler: .random, pruner: pruner, seed: 1)
    try study.optimize(trials: constants.count) { trial in
      try trial.crossValidate(folds) { 100 - 10 * Double($1[0]) + constants[trial.number] }
    }
    return study.trials.map { scores($0)?.count ?? 0 }
  }

  @Test func `the median pruner prunes a trial after a bad fold`() throws {
    #expect(try run(.median(), [0, 0, 0, 0, 0, 1, -1]) == [5, 5, 5, 5, 5, 1, 5])
  }

  @Test func `the Wilcoxon pruner prunes a trial that is worse on every fold`() throws {
    #expect(try run(.wilcoxon(), [0, 1, -1, -0.5]) == [5, 4, 5, 4])
  }

  @Test func `no trial is pruned after the last fold`() throws {
    struct Strict: Pruner {
      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        PruningDecision(trial.intermediateValues.count >= 5)
      }
    }
    let study = try Study(sampler: .random, pruner: Strict(), seed: 1)
    try study.optimize(trials: 2) { trial in try trial.crossValidate(folds) { _, _ in 1 } }
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test func `a transformation is fitted to the training rows of each fold only`() throws {
    let fits = Fits()
    let study = try Study(sampler: .random, pruner: .none, seed: 1)
    let rows = (0..<10).map { $0 * 10 }
    try study.optimize(trials: 1) { trial in
      try trial.crossValidate(folds, of: rows, preparedBy: Recording(fits: fits)) {
        training, validation in
        // The fitted transformation subtracts the number of rows it was fitted to.
        #expect(training.count == 8 && validation.count == 2)
        return Double(validation[0])
      }
    }
    #expect(fits.rows.withLock { $0 } == folds.map { $0.training.map { 10 * $0 } })
    #expect(scores(study.trials[0]) == [-8, 12, 32, 52, 72])
  }

  @Test(arguments: 0..<5)
  func `an interrupted trial continues with the first fold without a score`(last: Int) throws {
    let whole = try Study(sampler: .random, pruner: .median(), seed: 1)
    let study = try Study(sampler: .random, pruner: .median(), seed: 1)
    var evaluated: [Int] = []
    var hasBeenInterrupted = false
    func objective(_ trial: Trial, isInterrupted: Bool) throws -> CrossValidationScores {
      let x = try trial.suggest("x", in: 0.0...1.0)
      return try trial.crossValidate(folds) { _, validation in
        let fold = validation[0] / 2
        if isInterrupted {
          if fold == last, trial.number == 6, !hasBeenInterrupted {
            hasBeenInterrupted = true
            throw CancellationError()
          }
          if trial.number == 6 { evaluated.append(fold) }
        }
        return x + Double(fold)
      }
    }
    try whole.optimize(trials: 8) { try objective($0, isInterrupted: false) }
    do {
      try study.optimize(trials: 8) { try objective($0, isInterrupted: true) }
    } catch is CancellationError {
      try study.optimize(trials: 8) { try objective($0, isInterrupted: true) }
    }
    #expect(evaluated == Array(0..<evaluated.count))
    #expect(study.trials.map(\.state) == whole.trials.map(\.state))
    #expect(study.trials.map(\.values) == whole.trials.map(\.values))
    for (own, other) in zip(study.trials, whole.trials) {
      #expect(own.intermediateValues == other.intermediateValues)
      #expect(scores(own) == scores(other))
    }
  }

  @Test func `scores of other folds are not reused`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 1)
    var attempt = 0
    func objective(_ trial: Trial) throws -> CrossValidationScores {
      attempt += 1
      return try trial.crossValidate(attempt == 1 ? folds : folds.reversed()) { _, validation in
        if attempt == 1, validation[0] == 4 { throw CancellationError() }
        return Double(validation[0])
      }
    }
    #expect(throws: CancellationError.self) { try study.optimize(trials: 1, objective) }
    #expect(scores(study.trials[0]) == [0, 2])
    try study.optimize(trials: 1, objective)
    #expect(scores(study.trials[0]) == [8, 6, 4, 2, 0])
  }

  @Test func `several cross-validations in a trial need different names`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 1)
    try study.optimize(trials: 1) { trial in
      let a = try trial.crossValidate(folds) { _, _ in 1 }
      let b = try trial.crossValidate(folds, named: "other") { _, _ in 2 }
      #expect(throws: EvaluationError.self) { try trial.crossValidate(folds) { _, _ in 3 } }
      return a.mean + b.mean
    }
    #expect(study.bestValue == 3)
    #expect(scores(study.trials[0], "other") == [2, 2, 2, 2, 2])
  }

  @Test func `a multi-objective study reports nothing`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 2) { trial in
      let scores = try trial.crossValidate(folds) { Double($1[0]) }
      return [scores.mean, scores.standardDeviation]
    }
    #expect(study.trials.map(\.state) == [.complete, .complete])
    #expect(study.trials.allSatisfy { $0.intermediateValues.isEmpty && scores($0)?.count == 5 })
  }

  @Test func `asynchronous evaluation gives the same results`() async throws {
    let study = try Study(sampler: .random, pruner: .median(), seed: 1)
    try await study.optimize(trials: 1) { trial in
      let indices = try await trial.crossValidate(folds) { _, validation in
        await Task.yield()
        return Double(validation[0])
      }
      let rows = try await trial.crossValidate(
        folds, of: Array(0..<10), named: "rows"
      ) { _, validation in
        await Task.yield()
        return Double(validation[0])
      }
      #expect(indices.values == rows.values)
      return indices.mean
    }
    #expect(study.bestValue == 4)
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 1, 2, 3, 4])
  }

  @Test func `no folds and indices out of range are refused`() throws {
    let trial = FixedTrial([:]).trial
    #expect(throws: EvaluationError.self) { try trial.crossValidate([]) { _, _ in 1 } }
    #expect(throws: EvaluationError.self) {
      try trial.crossValidate(folds, of: [1, 2, 3]) { _, _ in 1 }
    }
  }
}

/// A record of the rows that a transformation was fitted to.
private final class Fits: Sendable {
  let rows = Mutex<[[Int]]>([])
}

/// A transformation that records the rows it is fitted to, and subtracts their number.
private struct Recording: Transformation {
  struct Fitted: FittedTransformation {
    let count: Int

    func apply(to row: Int) -> Int { row - count }
  }

  let fits: Fits

  func fitted(to training: [Int]) -> Fitted {
    fits.rows.withLock { $0.append(training) }
    return Fitted(count: training.count)
  }
}
