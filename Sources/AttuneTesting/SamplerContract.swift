public import Attune

/// Checks that a sampler meets the requirements of `Sampler`.
///
/// ```swift
/// @Test func `my sampler meets the contract`() throws {
///   try SamplerContract(MySampler()).check()
/// }
/// ```
///
/// It runs studies with one to three objectives and with constraints, in which the objective asks for
/// parameters of every kind, conditional ones, and ranges that change, and in which trials are complete,
/// pruned, failed and running, with extreme values and unusual contents. It checks that:
///
/// - Every value lies in its distribution, and sampling never fails.
/// - The same seed gives the same values, in a study that is run at once or in parts, and in batches with
///   any number of workers.
/// - A trial that is interrupted between two parameters keeps its plan, and gets the same values from a new
///   sampler as from the one that began it.
/// - Plans and values depend only on the context and the random stream, whatever the sampler has been used
///   for before.
public struct SamplerContract: Sendable {
  /// The parameters for which the check asks.
  public enum Space: Sendable, Hashable {
    /// Parameters of every kind.
    case all
    /// Only parameters with finitely many values, in ranges that do not change: for samplers that enumerate
    /// them.
    case finite
  }

  let makeSampler: @Sendable () -> any Sampler
  private let objectives: ClosedRange<Int>
  let space: Space

  /// Creates a check of a sampler.
  ///
  /// - Parameters:
  ///   - sampler: Creates the sampler, as in `SamplerContract(MySampler())`. It is evaluated again wherever
  ///     another process would create one, to detect state that does not survive an interruption.
  ///   - objectives: The numbers of objectives that the sampler supports; the check goes up to three. In
  ///     a study with another number the sampler should throw `SamplingError`.
  ///   - space: The parameters that the sampler supports.
  public init(
    _ sampler: @autoclosure @escaping @Sendable () -> any Sampler,
    objectives: ClosedRange<Int> = 1...3, space: Space = .all
  ) {
    makeSampler = sampler
    self.objectives = objectives
    self.space = space
  }

  /// Checks all requirements.
  ///
  /// - Parameter trialCount: The number of trials in each study; at least 30.
  /// - Throws: ``ContractViolation`` for the first violated requirement.
  public func check(trialCount: Int = 40) throws {
    let studies = SampleObjective.all(in: space).filter {
      objectives.contains($0.directions.count)
    }
    for study in studies { try checkRuns(study, trialCount) }
    for study in studies {
      try checkForeignTrials(study)
      try checkRunningTrials(study)
      try checkBatches(study, trialCount)
      try checkInterruption(study)
      try checkPurity(study)
    }
    try checkSummary()
  }

  // MARK: Parts of checks

  /// The requirement that sampling gives a valid value, whatever the trials so far are.
  static let validity = "every value lies in its distribution, and sampling never fails"

  func makeStudy(
    _ objective: SampleObjective, _ sampler: any Sampler,
    in storage: InMemoryStorage = InMemoryStorage(), seed: UInt64 = 7
  ) throws -> Study {
    try Study(
      "contract", directions: objective.directions, storage: storage, sampler: sampler,
      pruner: .none, seed: seed)
  }

  /// Runs an objective until a study has a number of trials.
  @discardableResult
  func run(
    _ trialCount: Int, _ objective: SampleObjective, _ sampler: any Sampler,
    in storage: InMemoryStorage = InMemoryStorage(), seed: UInt64 = 7
  ) throws -> Study {
    let study = try makeStudy(objective, sampler, in: storage, seed: seed)
    try study.optimize(
      trials: trialCount, maxConsecutiveFailures: .max, progress: .none, objective.values)
    return study
  }

  /// Requires that no trial has failed but those that the objective lets fail.
  func requireValid(
    _ study: Study, _ objective: SampleObjective, _ requirement: String = validity
  ) throws {
    // Failed trials of other programs have no reason.
    let reason = study.trials.compactMap(\.failureReason).first { $0 != SampleObjective.failure }
    try require(reason == nil, "\(requirement), \(objective.description): \(reason ?? "")")
  }

  func values(of study: Study) -> [ParameterList] {
    study.trials.map(\.parameters)
  }
}
