import Testing

@testable import Attune

@Suite struct WilcoxonPrunerTests {
  @Test func `the decisions are those of Optuna`() throws {
    let cases = try Fixture.object("Optuna/wilcoxon-pruner.json").array("cases")
    var decisions: Set<String> = []
    for (index, item) in cases.enumerated() {
      let item = try #require(item.objectValue)
      var configuration = WilcoxonPruner.Configuration()
      configuration.threshold = try item.double("threshold")
      configuration.startupSteps = try item.int("startup")
      let (trial, context) = try situation(item)
      let expected = try item.bool("expected")
      #expect(
        WilcoxonPruner(configuration).decision(about: trial, in: context).shouldPrune == expected,
        "case \(index): \(item)")
      decisions.insert("\(context.direction) \(expected)")
    }
    #expect(cases.count >= 150 && decisions.count == 4)
  }

  @Test func `a trial that is worse on every instance is pruned at the fourth one`() throws {
    let study = try Study(sampler: .random, pruner: .wilcoxon(), seed: 1)
    try study.optimize(trials: 3) { trial in
      for step in 0..<10 {
        // Decreasing, so that the mean so far is above that of the best trial.
        try trial.report(Double(10 - step) + [0, 1, -1][trial.number], step: step)
        try trial.checkPruning()
      }
      return 5.5 + [0, 1, -1][trial.number]
    }
    #expect(study.trials.map(\.state) == [.complete, .pruned, .complete])
    #expect(study.trials[1].lastIntermediateValue?.step == 3)
  }

  @Test func `it has a summary and a report kind`() {
    var configuration = WilcoxonPruner.Configuration()
    #expect(WilcoxonPruner(configuration).summary == "WilcoxonPruner")
    configuration.threshold = 0.2
    #expect(WilcoxonPruner(configuration).summary == "WilcoxonPruner(threshold: 0.2)")
    #expect(WilcoxonPruner().reportKind == .instances)
    #expect(MedianPruner().reportKind == .progress)
  }

  @Test func `a threshold outside 0...1 is a precondition failure`() async {
    await #expect(processExitsWith: .failure) {
      var configuration = WilcoxonPruner.Configuration()
      configuration.threshold = 1.5
      _ = WilcoxonPruner(configuration)
    }
    await #expect(processExitsWith: .failure) {
      var configuration = WilcoxonPruner.Configuration()
      configuration.startupSteps = -1
      _ = WilcoxonPruner(configuration)
    }
  }

  private func situation(
    _ json: JSONObject
  ) throws -> (trial: TrialSnapshot, context: PruningContext) {
    let isMinimized = try json.string("direction") == "minimize"
    var history = TrialHistory(directions: [isMinimized ? .minimize : .maximize])
    for item in try json.array("history") {
      let parts = try #require(item.arrayValue)
      let state: TrialState =
        switch parts[0].stringValue {
        case "COMPLETE": .complete
        case "PRUNED": .pruned
        default: .failed
        }
      var trial = TrialSnapshot(
        number: history.count, id: history.count, state: state,
        values: parts[1] == .null ? [] : [try parts[1].referenceNumber()])
      try trial.report(try #require(parts[2].arrayValue))
      history.append(trial)
    }
    return try history.pruningCase(json.array("trial"))
  }
}
