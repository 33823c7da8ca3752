extension TrialSnapshot {
  /// The objective values of each repeat of the trial, in their order; empty if the trial was run without
  /// repeats, as is the default of `optimize`.
  ///
  /// Each element has a value for each direction. The values of a complete trial are their means.
  public var repeatedValues: [[Double]] {
    let recorded = systemAttributes[SystemAttribute.repeatedValues]?.arrayValue ?? []
    return recorded.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
  }

  /// The standard error of the value of a complete trial, from the standard deviation of its repeats; nil for
  /// fewer than two repeats, and in a multi-objective study.
  public var standardError: Double? {
    let values = repeatedValues
    guard state == .complete, values.count > 1, values.allSatisfy({ $0.count == 1 }) else {
      return nil
    }
    return RepeatStatistics(values.map { $0[0] }).standardError
  }

  /// The reasons why attempts at this trial failed before it was tried again, see ``RetryPolicy``.
  public var retriedFailures: [String] {
    systemAttributes[SystemAttribute.retriedFailures]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  /// The position of this trial among the repeats of another one; nil if it was not started as a repeat.
  var replication: Replication? { Replication(systemAttributes[SystemAttribute.replication]) }

  /// The number of the trial that this one repeats, as a contestant of a race or as a duplicate; nil if it was
  /// not started as a repeat.
  public var repeatedTrialNumber: Int? { replication?.trialNumber }
}
