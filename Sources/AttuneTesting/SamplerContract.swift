public import Attune

/// Checks that a sampler meets the requirements of `Sampler`.
///
/// The check samples from every kind of distribution, in studies with complete, pruned, failed and
/// running trials, conditional parameters and extreme values.
public struct SamplerContract: Sendable {
  private let makeSampler: @Sendable () -> any Sampler

  /// Creates a check of a sampler.
  ///
  /// - Parameter sampler: Creates the sampler, as in `SamplerContract(MySampler())`. It is evaluated again
  ///   wherever the check resumes a study, to detect state that does not survive an interruption.
  public init(_ sampler: @autoclosure @escaping @Sendable () -> any Sampler) {
    makeSampler = sampler
  }

  /// Checks all requirements.
  ///
  /// - Parameter trialCount: The number of trials in each study.
  /// - Throws: ``ContractViolation`` for the first violated requirement.
  public func check(trialCount: Int = 40) throws {
    try check(direction: .minimize, trialCount)
    try check(direction: .maximize, trialCount)
  }

  private func check(direction: Direction, _ trialCount: Int) throws {
    let sampler = makeSampler()
    let whole = try run(trialCount, direction, sampler, storage: InMemoryStorage())
    try require(
      whole.trials.count(of: .failed) == trialCount / 10,
      "every value lies in its distribution, and sampling never fails: "
        + (whole.trials.compactMap(\.failureReason).first { $0 != SampleObjective.failure } ?? ""))
    let again = try run(trialCount, direction, sampler, storage: InMemoryStorage())
    try require(
      values(of: whole) == values(of: again), "the same seed gives the same values")
    let storage = InMemoryStorage()
    for count in stride(from: 7, to: trialCount, by: 7) {
      _ = try run(count, direction, makeSampler(), storage: storage)
    }
    let resumed = try run(trialCount, direction, makeSampler(), storage: storage)
    try require(
      values(of: whole) == values(of: resumed),
      "a study run in parts gives the same values as one run at once")
  }

  private func run(
    _ trialCount: Int, _ direction: Direction, _ sampler: any Sampler, storage: InMemoryStorage
  ) throws -> Study {
    let study = try Study(
      "contract", direction: direction, storage: storage, sampler: sampler,
      pruner: .none, seed: 7)
    try study.optimize(
      trials: trialCount, maxConsecutiveFailures: .max, progress: .none, SampleObjective.value)
    return study
  }

  private func values(of study: Study) -> [ParameterList] {
    study.trials.map(\.parameters)
  }
}

/// An objective with every kind of parameter and every final state.
private enum SampleObjective {
  static let failure = "fails on purpose"

  struct Failure: Error, CustomStringConvertible {
    var description: String { SampleObjective.failure }
  }

  static func value(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("float", in: -5.0...5.0)
    let rate = try trial.suggest("log", in: 1e-10...1e10, scale: .log)
    let grid = try trial.suggest("grid", in: 0.0...1.0, step: 0.1)
    let n = try trial.suggest("int", in: -3...3)
    let size = try trial.suggest("log int", in: 1...1024, scale: .log)
    let odd = try trial.suggest("odd", in: 1...99, step: 2)
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    _ = try trial.suggest("single", in: 2.0...2.0)
    _ = try trial.suggest("flag", from: [false, true])
    let depth = kind == "a" ? try trial.suggest("depth", in: 1...8) : 0
    // A range that differs from trial to trial.
    let width = try trial.suggest("moving", in: 0...Double(trial.number + 1))
    for step in 0..<3 { try trial.report(x * x + Double(step), step: step) }
    if trial.number % 10 == 9 { throw Failure() }
    if trial.number % 10 == 4 { throw TrialPruned() }
    if trial.number % 10 == 7 { return trial.number % 20 == 7 ? .infinity : -.infinity }
    return x * x + rate * 1e-10 + grid + Double(n * n + odd + depth) + 1 / Double(size) + width
  }
}
