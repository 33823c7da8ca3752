/// The steps at which a pruner checks a trial: W + k I for warmup step W, interval I and k = 0, 1, ….
///
/// A trial that has no report at such a step is checked at its next report.
struct CheckSchedule: Sendable {
  let warmupSteps: Int
  let interval: Int

  /// Whether the last report of the trial is its first one at or after a check point.
  func isDue(_ trial: TrialSnapshot) -> Bool {
    isDue(trial.intermediateValues.suffix(2).map(\.step))
  }

  /// Whether the last of ascending steps is the first one at or after a check point.
  func isDue(_ steps: [Int]) -> Bool {
    guard let step = steps.last, step >= warmupSteps else { return false }
    // W + ⌊(step − W) / I⌋ I, the last check point up to the step.
    let point = (step - warmupSteps) / interval * interval + warmupSteps
    let previous = steps.dropLast().last ?? -1
    return previous < point
  }
}
