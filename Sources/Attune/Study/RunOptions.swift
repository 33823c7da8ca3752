/// The settings of a run, which all forms of `optimize` and the searches share.
package struct RunOptions: Sendable {
  /// The rule that ends the run.
  private(set) var rule: StopRule
  /// The rule after which a run with budgets starts no new configuration; nil without budgets.
  private(set) var configurationRule: StopRule?
  /// The budgets of trials; nil for trials without budgets.
  private(set) var budget: BudgetSchedule?
  /// The population that is trained; nil in a run that is not of one.
  private(set) var population: PopulationPlanner?
  /// The rules on the numbers of trials, and the other one.
  private let given: (counts: [StopRule], rule: StopRule?)
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
    given = (counts.compactMap { $0 }, rule)
    (self.rule, configurationRule) = Self.rules(given, budget)
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

  /// The same settings for the training of a population.
  func training(_ population: PopulationPlanner) -> RunOptions {
    var options = self
    options.population = population
    return options
  }

  /// The same settings with the budgets of a sampler, unless the run has others.
  ///
  /// - Parameter schedule: The budgets; nil for none.
  func adopting(_ schedule: BudgetSchedule?) -> RunOptions {
    guard let schedule, budget == nil else { return self }
    var options = self
    (options.rule, options.configurationRule) = Self.rules(given, schedule)
    options.budget = schedule
    return options
  }

  /// The rule that ends a run, and the one after which it starts no new configuration.
  private static func rules(
    _ given: (counts: [StopRule], rule: StopRule?), _ budget: BudgetSchedule?
  ) -> (StopRule, StopRule?) {
    let others = given.rule.map { [$0] } ?? []
    // With budgets, the counts are of configurations, which are promoted after the last one was started.
    guard budget != nil else { return (.any(of: given.counts + others), nil) }
    return (.any(of: others), .any(of: given.counts))
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
