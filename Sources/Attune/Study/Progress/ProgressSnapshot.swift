/// The progress of a study in numbers.
///
/// It keeps no reference to the history, which would then be copied when a trial ends.
struct ProgressSnapshot: Sendable {
  let finished: Int
  /// The expected number of finished trials; nil if it is not known.
  let expectedCount: Int?
  let pruned: Int
  let failed: Int
  let running: Int
  let best: (value: Double, number: Int)?
  /// The number of trials on the Pareto front; nil in a single-objective study.
  let frontCount: Int?
  /// The number of trials that have ended since the reporter was created.
  let endedCount: Int

  init(_ history: TrialHistory, expectedCount: Int?, endedCount: Int, frontCount: Int? = nil) {
    finished = history.finishedCount
    self.expectedCount = expectedCount
    pruned = history.count(of: .pruned)
    failed = history.count(of: .failed)
    running = history.count(of: .running)
    best = history.bestTrial.flatMap { trial in trial.value.map { ($0, trial.number) } }
    self.frontCount = frontCount
    self.endedCount = endedCount
  }

  /// The estimated time until the expected number is reached, at the pace so far; nil if unknown.
  func timeLeft(after elapsed: Duration) -> Duration? {
    guard let expectedCount, endedCount > 0, finished < expectedCount else { return nil }
    return elapsed * Double(expectedCount - finished) / Double(endedCount)
  }

  /// The pace so far, as in `12/s`, `3.4/min` or `1.5/h`; nil if unknown.
  func pace(after elapsed: Duration) -> String? {
    guard endedCount > 0, elapsed > .zero else { return nil }
    let perSecond = Double(endedCount) / elapsed.inSeconds
    let (rate, unit) =
      perSecond >= 1
      ? (perSecond, "s") : perSecond >= 1 / 60 ? (perSecond * 60, "min") : (perSecond * 3600, "h")
    let text = rate >= 10 ? "\(Int(rate.rounded()))" : "\((rate * 10).rounded() / 10)"
    return "\(text)/\(unit)"
  }
}
