/// The repeats of a trial's objective, each of which is recorded when it has ended.
struct RepeatSeries {
  private let trial: Trial
  private let count: Int
  private let directionCount: Int
  /// The values of each repeat.
  private var values: [[Double]]

  /// Continues after the repeats that earlier attempts have recorded.
  init(_ trial: Trial, count: Int) {
    self.trial = trial
    self.count = count
    let directionCount = trial.backend.directionCount
    self.directionCount = directionCount
    // The file may come from another program.
    values = Array(
      trial.snapshot.repeatedValues.prefix(count).prefix { $0.count == directionCount })
  }

  /// Starts the next repeat; false if there is none.
  ///
  /// If the objective reports nothing itself, the pruner may end the trial instead.
  func begin() throws -> Bool {
    guard values.count < count else { return false }
    // Here rather than after the last repeat, in case an earlier attempt was interrupted between the two.
    if let report = reports.last, trial.snapshot.intermediateValues == reports,
      try trial.backend.shouldPrune(afterRepeat: report.step)
    {
      throw TrialPruned()
    }
    trial.backend.beginRepeat(values.count)
    return true
  }

  /// Whether the values of a repeat can be recorded; otherwise the trial fails because of them.
  func accepts(_ values: [Double]) -> Bool {
    values.count == directionCount && !values.contains(where: \.isNaN)
  }

  /// Records the values of a repeat, and reports them if the objective reports nothing itself.
  mutating func record(_ new: [Double]) throws {
    let recorded = trial.snapshot
    let isReported = recorded.intermediateValues == reports
    values.append(new)
    var attributes: JSONObject = [
      SystemAttribute.repeatedValues: .array(values.map { .array($0.map { .float($0) }) })
    ]
    let error = RepeatStatistics(values.map { $0[0] }).standardError
    if directionCount == 1, values.count == count, let error {
      attributes[SystemAttribute.standardError] = .float(error)
    }
    // The next repeat starts from the beginning.
    if recorded.systemAttributes[SystemAttribute.checkpoint] != nil {
      attributes[SystemAttribute.checkpoint] = .null
    }
    try trial.backend.recordRepeat(attributes, report: isReported ? reports.last : nil)
    try trial.backend.checkCancellation()
  }

  /// The reports of the repeats so far: for a pruner that compares instances the value of each, for others the
  /// mean of the repeats so far; empty in a multi-objective study.
  private var reports: [IntermediateValue] {
    guard let kind = trial.reportKind else { return [] }
    return values.indices.map { index in
      let value = kind == .instances ? values[index][0] : mean(values[...index], 0)
      return IntermediateValue(step: index, value: value)
    }
  }

  /// The mean of the values for each direction.
  var means: [Double] { (0..<directionCount).map { mean(values[...], $0) } }

  private func mean(_ values: ArraySlice<[Double]>, _ direction: Int) -> Double {
    RepeatStatistics(values.map { $0[direction] }).mean
  }
}
