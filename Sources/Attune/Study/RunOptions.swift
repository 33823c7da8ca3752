/// The settings of a run, which all forms of `optimize` and the searches share.
package struct RunOptions: Sendable {
  /// The rule that ends the run.
  let rule: StopRule
  /// The rule after which a run with budgets starts no new configuration; nil without budgets.
  let configurationRule: StopRule?
  /// The budgets of trials; nil for trials without budgets.
  let budget: BudgetSchedule?
  let timeLimit: Duration?
  let trialTimeLimit: Duration?
  let batchSize: Int?
  let maxConsecutiveFailures: Int
  /// The number of times that a trial runs the objective.
  let repeats: Int
  let retry: RetryPolicy
  /// Whether the run ends when the sampler has nothing more to propose, as it says.
  let endsWithSampler: Bool
  /// The types of the errors that end the run at once.
  let abortTypes: [any Error.Type]
  let progress: ProgressDisplay

  /// The recorded batch size of runs without batches, and the recorded schedule of those without budgets.
  static let absent = "none"

  /// The settings that are recorded with the study, and whose change is reported.
  var recordedSettings: [Study.RecordedStrategy] {
    [
      ("batch size", SystemAttribute.batchSize, batchSize.map { "\($0)" } ?? Self.absent),
      ("budget schedule", SystemAttribute.budgetSchedule, budget?.summary ?? Self.absent),
    ]
  }

  package init(
    trials: Int? = nil, additionalTrials: Int? = nil, budget: BudgetSchedule? = nil,
    timeLimit: Duration? = nil, until rule: StopRule? = nil, batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil,
    maxConsecutiveFailures: Int, repeats: Int = 1, retry: RetryPolicy = .never,
    endsWithSampler: Bool = true, abortOn abortTypes: [any Error.Type], progress: ProgressDisplay
  ) {
    precondition(repeats >= 1, "a trial cannot run the objective \(repeats) times")
    precondition(
      maxConsecutiveFailures >= 1, "a run cannot stop after \(maxConsecutiveFailures) failures")
    if let batchSize { precondition(batchSize >= 1, "a batch cannot have \(batchSize) trials") }
    let counts: [StopRule?] = [
      trials.map { .trials($0) }, additionalTrials.map { .additionalTrials($0) },
    ]
    // With budgets, the counts are of configurations, which are promoted after the last one was started.
    self.rule = .any(of: ((budget == nil ? counts : []) + [rule]).compactMap { $0 })
    configurationRule = budget.map { _ in .any(of: counts.compactMap { $0 }) }
    self.budget = budget
    self.timeLimit = timeLimit
    self.trialTimeLimit = trialTimeLimit
    self.batchSize = batchSize
    self.maxConsecutiveFailures = maxConsecutiveFailures
    self.repeats = repeats
    self.retry = retry
    self.endsWithSampler = endsWithSampler
    self.abortTypes = abortTypes
    self.progress = progress
  }

  /// Whether an error of an objective ends the run at once.
  func aborts(on error: any Error) -> Bool {
    abortTypes.contains { Self.isInstance(error, of: $0) }
  }

  /// Whether an error is of a type, or of a subclass.
  private static func isInstance<Failure: Error>(
    _ error: any Error, of type: Failure.Type
  ) -> Bool {
    error is Failure
  }
}
