/// What the forms of `optimize` have in common.
struct OptimizationOptions: Sendable {
  let rule: StopRule
  let timeLimit: Duration?
  let trialTimeLimit: Duration?
  let batchSize: Int?
  /// What the batch size is recorded as.
  let batching: String
  let maxConsecutiveFailures: Int
  let progress: ProgressDisplay

  /// What stands for runs without batches.
  static let unbatched = "none"

  init(
    _ trials: Int?, _ additionalTrials: Int?, _ timeLimit: Duration?, _ rule: StopRule?,
    _ trialTimeLimit: Duration?, batchSize: Int? = nil, _ maxConsecutiveFailures: Int,
    _ progress: ProgressDisplay
  ) {
    precondition(
      maxConsecutiveFailures >= 1, "a run cannot stop after \(maxConsecutiveFailures) failures")
    if let batchSize { precondition(batchSize >= 1, "a batch cannot have \(batchSize) trials") }
    self.rule = .any(
      of: [
        trials.map { .trials($0) }, additionalTrials.map { .additionalTrials($0) }, rule,
      ].compactMap { $0 })
    self.timeLimit = timeLimit
    self.trialTimeLimit = trialTimeLimit
    self.batchSize = batchSize
    batching = batchSize.map { "\($0)" } ?? Self.unbatched
    self.maxConsecutiveFailures = maxConsecutiveFailures
    self.progress = progress
  }
}
