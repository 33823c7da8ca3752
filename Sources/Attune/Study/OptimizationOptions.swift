/// What the forms of `optimize` have in common.
struct OptimizationOptions: Sendable {
  let rule: StopRule
  let failureLimit: Int
  let progress: ProgressDisplay

  init(
    _ trials: Int?, _ additionalTrials: Int?, _ timeLimit: Duration?, _ rule: StopRule?,
    _ failureLimit: Int, _ progress: ProgressDisplay
  ) {
    precondition(failureLimit >= 1, "a run cannot stop after \(failureLimit) failures")
    self.rule = .any(
      of: [
        trials.map { .trials($0) }, additionalTrials.map { .additionalTrials($0) },
        timeLimit.map { .time($0) }, rule,
      ].compactMap { $0 })
    self.failureLimit = failureLimit
    self.progress = progress
  }
}
