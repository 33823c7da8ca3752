public import Attune

/// Builds the trials of a study, and contexts of them, for tests of samplers.
///
/// ```swift
/// var builder = HistoryBuilder()
/// builder.add(TrialRecord(parameters: ["x": .float(1, in: 0...5)], value: 2))
/// builder.add(TrialRecord(state: .failed, parameters: ["x": .float(3, in: 0...5)]))
/// var random = RandomStream(seed: 1)
/// let plan = try MySampler().plan(in: builder.context(), using: &random)
/// ```
public struct HistoryBuilder: Sendable {
  private enum Content: Sendable {
    case record(TrialRecord)
    case template(TrialTemplate)
  }

  private let directions: [Direction]
  private let studyName: String
  private let seed: UInt64
  private var trials: [Content] = []

  /// Creates a study without trials.
  ///
  /// - Parameters:
  ///   - directions: The directions of the objectives.
  ///   - studyName: The name of the study.
  ///   - seed: The seed of the study.
  /// - Precondition: There is at least one direction.
  public init(
    directions: [Direction] = [.minimize], studyName: String = "study", seed: UInt64 = 0
  ) {
    precondition(!directions.isEmpty, "a study needs a direction")
    self.directions = directions
    self.studyName = studyName
    self.seed = seed
  }

  /// Adds a trial in any state, which is checked as by `Study.add`.
  ///
  /// The trials end in the order in which they are added.
  ///
  /// - Returns: The number of the trial.
  @discardableResult
  public mutating func add(_ trial: TrialRecord) -> Int {
    trials.append(.record(trial))
    return trials.count - 1
  }

  /// Adds a trial as a storage may contain it, such as with NaN as its value or with values out of range.
  ///
  /// - Returns: The number of the trial.
  @discardableResult
  public mutating func add(unchecked trial: TrialTemplate) -> Int {
    trials.append(.template(trial))
    return trials.count - 1
  }

  /// Returns the trials.
  ///
  /// - Throws: The errors of `Study.add` for the first invalid trial.
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  public func history() throws -> TrialHistory {
    let storage = InMemoryStorage()
    let study = try Study(
      studyName, directions: directions, storage: storage, sampler: .random, pruner: .none,
      seed: seed)
    for trial in trials {
      switch trial {
      case .record(let record): try study.add(record)
      case .template(let template):
        guard let id = try storage.findStudy(named: studyName)?.id else { continue }
        _ = try storage.commit(in: id, after: .start) { _ in [.createTrial(template)] }
        try study.refresh()
      }
    }
    return study.trials
  }

  /// Returns the context of a new running trial, which comes after all others.
  ///
  /// - Parameter trial: The trial, with the parameters that it has already got.
  /// - Throws: The errors of `Study.add` for the first invalid trial.
  public func context(
    ofTrial trial: TrialRecord = TrialRecord(state: .running)
  ) throws -> SamplingContext {
    var builder = self
    let number = builder.add(trial)
    return try builder.context(ofTrial: number)
  }

  /// Returns the context of the trial with a number.
  ///
  /// - Throws: The errors of `Study.add` for the first invalid trial.
  /// - Precondition: There is a trial with the number.
  public func context(ofTrial number: Int) throws -> SamplingContext {
    SamplingContext(history: try history(), trialNumber: number, studyName: studyName, seed: seed)
  }
}
