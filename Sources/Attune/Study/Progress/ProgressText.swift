/// The texts that describe the progress of a run.
enum ProgressText {
  /// The status of a run, as in
  /// `23/60 trials, best 0.0812 (trial 17), 9 pruned, 0:41 elapsed, about 1:05 left`.
  static func status(_ snapshot: ProgressSnapshot, elapsed: Duration) -> String {
    var parts = [count(snapshot) + " trials"]
    if let best = best(snapshot) { parts.append(best) }
    parts.append("\(snapshot.pruned) pruned")
    if snapshot.failed > 0 { parts.append("\(snapshot.failed) failed") }
    parts.append("\(elapsed.clockText) elapsed")
    if let left = snapshot.timeLeft(after: elapsed) { parts.append("about \(left.clockText) left") }
    return parts.joined(separator: ", ")
  }

  /// The number of finished trials, and the expected number if it is known, as in `23/60`.
  static func count(_ snapshot: ProgressSnapshot) -> String {
    snapshot.expectedCount.map { "\(snapshot.finished)/\($0)" } ?? "\(snapshot.finished)"
  }

  /// The best trial or the size of the Pareto front, as in `best 0.0812 (trial 17)` or `5 best`;
  /// nil if there is none.
  static func best(_ snapshot: ProgressSnapshot) -> String? {
    if let best = snapshot.best { return "best \(best.value.shortText) (trial \(best.number))" }
    return snapshot.frontCount.flatMap { $0 > 0 ? "\($0) best" : nil }
  }

  /// The result of a trial in one line, as in `trial 7: complete, 0.0931`.
  ///
  /// Line breaks and control characters in the reason of a failure are escaped.
  static func line(_ trial: TrialSnapshot) -> String {
    var line = "trial \(trial.number): \(trial.state)"
    if !trial.values.isEmpty {
      line += ", " + trial.values.map(\.shortText).joined(separator: ", ")
    }
    if let reason = trial.failureReason { line += ", " + reason.printable }
    return line
  }
}
