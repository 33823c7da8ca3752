import Testing

@testable import Attune

extension TrialSnapshot {
  /// Takes the reports of a reference, pairs of a step and a value.
  mutating func report(_ reports: [JSONValue]) throws {
    for report in reports {
      let pair = try #require(report.arrayValue)
      try #require(pair.count == 2)
      setIntermediateValue(try pair[1].referenceNumber(), step: try #require(pair[0].intValue))
    }
  }
}

extension TrialHistory {
  /// Adds the running trial that a reference is about, and makes it the one to be judged.
  mutating func judging(
    _ reports: [JSONValue]
  ) throws -> (trial: TrialSnapshot, context: PruningContext) {
    var trial = TrialSnapshot(number: count, id: count, state: .running)
    try trial.report(reports)
    append(trial)
    return (trial, PruningContext(history: self))
  }
}
