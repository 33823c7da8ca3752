import Testing

@testable import Attune

/// Reference decisions of the pruners of Python Optuna 5.0.
@Suite struct PercentilePrunerReferenceTests {
  /// A reference case; the description has its index in the file.
  struct Case: Sendable, CustomTestStringConvertible {
    let index: Int
    let json: JSONObject

    var testDescription: String { "case \(index): \(json)" }
  }

  private static func cases() throws -> [Case] {
    try Fixture.object("Optuna/median-pruner.json").array("cases").enumerated().map {
      Case(index: $0.offset, json: try #require($0.element.objectValue))
    }
  }

  @Test func `the percentile pruner decides as Optuna's does`() throws {
    let cases = try Self.cases()
    try #require(cases.count >= 300)
    for item in cases {
      let pruner = PercentilePruner(
        try item.json.double("percentile"), try configuration(item.json))
      let (trial, context) = try situation(item.json)
      let expected = try item.json.bool("expected")
      #expect(
        pruner.decision(about: trial, in: context).shouldPrune == expected
          || mayDiffer(context, expected),
        "\(item.testDescription)")
    }
  }

  @Test func `the median pruner decides as Optuna's does`() throws {
    let cases = try Self.cases().filter { try $0.json.double("percentile") == 50 }
    try #require(cases.count >= 50)
    for item in cases {
      let pruner = MedianPruner(try configuration(item.json))
      let (trial, context) = try situation(item.json)
      let expected = try item.json.bool("expected")
      #expect(
        pruner.decision(about: trial, in: context).shouldPrune == expected
          || mayDiffer(context, expected),
        "\(item.testDescription)")
    }
  }

  @Test func `the references have both decisions for both directions`() throws {
    var decisions: Set<String> = []
    for item in try Self.cases() {
      decisions.insert("\(try item.json.string("direction")) \(try item.json.bool("expected"))")
    }
    #expect(decisions.count == 4)
  }

  /// Whether the decisions may differ: next to an infinity, Optuna's percentile is NaN and it does
  /// not prune; see `PercentileInfinityTests`.
  private func mayDiffer(_ context: PruningContext, _ expected: Bool) -> Bool {
    !expected
      && context.history.contains { trial in
        trial.state == .complete && trial.intermediateValues.contains { $0.value.isInfinite }
      }
  }

  private func configuration(_ json: JSONObject) throws -> PercentilePruner.Configuration {
    var configuration = PercentilePruner.Configuration()
    configuration.startupTrials = try json.int("startup")
    configuration.warmupSteps = try json.int("warmup")
    configuration.interval = try json.int("interval")
    configuration.minimumTrials = try json.int("minimum_trials")
    return configuration
  }

  private func situation(
    _ json: JSONObject
  ) throws -> (trial: TrialSnapshot, context: PruningContext) {
    let direction: Direction =
      try json.string("direction") == "minimize" ? .minimize : .maximize
    var history = TrialHistory(directions: [direction])
    for item in try json.array("history") {
      let item = try #require(item.objectValue)
      let value = try item.required("value")
      var trial = TrialSnapshot(
        number: history.count, id: history.count, state: try state(item.string("state")),
        values: value == .null ? [] : [try value.referenceNumber()])
      try trial.report(item.array("intermediate"))
      history.append(trial)
    }
    return try history.pruningCase(json.array("trial"))
  }

  private func state(_ name: String) throws -> TrialState {
    let name = name == "FAIL" ? "failed" : name.lowercased()
    return try #require(TrialState.allCases.first { $0.description == name })
  }
}
