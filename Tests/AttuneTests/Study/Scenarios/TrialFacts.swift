import Testing

@testable import Attune

/// The parts of a trial that two runs must have in common, to the last bit.
struct TrialFacts: Equatable, Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let state: TrialState
  private let values: [UInt64]
  private let parameters: [String]
  private let reports: [String]
  private let failure: String?
  private let attributes: JSONObject
  private let constraints: [String: Double]

  init(_ trial: TrialSnapshot) {
    testDescription = trial.description
    state = trial.state
    values = trial.values.map(\.bitPattern)
    parameters = trial.parameters.map {
      "\($0.name) = \($0.recordedValue.bitPattern) of \($0.distribution)"
    }
    reports =
      trial.intermediateValues.map { "\($0.step): \($0.value.bitPattern)" }
      + trial.recordedMetrics.flatMap { name, reports in
        reports.map { "\(name) \($0.step): \($0.value.bitPattern)" }
      }
    failure = trial.failureReason
    attributes = trial.userAttributes
    constraints = trial.constraints
  }
}

extension Study {
  /// The facts of all trials by number.
  var facts: [TrialFacts] { trials.map(TrialFacts.init) }
}

/// Expects two studies to hold the same trials, numbered without a gap.
func expectEqual(
  _ study: Study, _ other: Study, _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    study.trials.map(\.number) == Array(other.trials.indices), comment(),
    sourceLocation: sourceLocation)
  for (own, expected) in zip(study.facts, other.facts) where own != expected {
    Issue.record(
      "\(own.testDescription) is not \(expected.testDescription) \(comment()?.rawValue ?? "")",
      sourceLocation: sourceLocation)
    return
  }
}
