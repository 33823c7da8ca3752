/// The settings of a run, which all forms of `optimize` and the searches share.
package struct RunOptions: Sendable {
  let rule: StopRule
  let timeLimit: Duration?
  let trialTimeLimit: Duration?
  let batchSize: Int?
  let maxConsecutiveFailures: Int
  /// The types of the errors that end the run at once.
  let abortTypes: [any Error.Type]
  let progress: ProgressDisplay

  /// The recorded batch size of runs without batches.
  static let unbatched = "none"

  /// The recorded batch size.
  var recordedBatchSize: String { batchSize.map { "\($0)" } ?? Self.unbatched }

  package init(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, batchSize: Int? = nil, trialTimeLimit: Duration? = nil,
    maxConsecutiveFailures: Int, abortOn abortTypes: [any Error.Type], progress: ProgressDisplay
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
    self.maxConsecutiveFailures = maxConsecutiveFailures
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
