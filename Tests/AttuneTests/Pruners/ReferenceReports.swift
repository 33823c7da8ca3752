import Testing

@testable import Attune

extension TrialSnapshot {
  /// Adds the reports of a reference, which are pairs of a step and a value.
  mutating func report(_ reports: [JSONValue]) throws {
    for report in reports {
      let pair = try #require(report.arrayValue)
      try #require(pair.count == 2)
      setIntermediateValue(try pair[1].referenceNumber(), step: try #require(pair[0].intValue))
    }
  }
}

extension TrialHistory {
  /// Appends the running trial of a reference, and returns the arguments of the pruner for it.
  mutating func pruningCase(
    _ reports: [JSONValue]
  ) throws -> (trial: TrialSnapshot, context: PruningContext) {
    var trial = TrialSnapshot(number: count, id: count, state: .running)
    try trial.report(reports)
    append(trial)
    return (trial, PruningContext(history: self))
  }
}
