import Attune
import AttuneEvaluation
import Testing

/// Runs the programs in the documentation of `AttuneEvaluation`.
@Suite struct EvaluationGuideTests {
  @Test func `the program of the landing page completes its study`() throws {
    let study = try Study("flowers", direction: .maximize, seed: 1)
    try runHonestEvaluation(study)
    #expect(study.trials.finishedCount == 50)
    #expect(try #require(study.bestValue) > 0.8)
  }

  @Test func `the best trial of cross-validations is evaluated on its test set`() throws {
    try TemporaryJournals.with {
      let (study, accuracy) = try runCrossValidation()
      #expect(study.trials.finishedCount == 50)
      let best = try #require(study.bestTrial)
      #expect(best.userAttributes["cv:scores"]?.arrayValue?.count == 5)
      #expect(try #require(accuracy) > 0.7, "\(best)")
    }
  }

  @Test func `the splits of the guide are as described`() throws {
    let patients = (0..<60).map { $0 / 4 }
    let splits = try splitData(
      (0..<60).map(Double.init), diagnoses: patients.map { $0 % 3 == 0 ? "ill" : "well" },
      patients: patients)
    #expect(splits.map(\.count) == [5, 5, 5, 5, 5, 50])
    for fold in splits[2] + splits[3] {
      #expect(Set(fold.training(of: patients)).isDisjoint(with: fold.validation(of: patients)))
    }
  }

  @Test func `predictions have the scores of scikit-learn`() throws {
    // Computed by the functions of scikit-learn 1.9.1 with the same names.
    let expected = [
      0.6, 1.2909944487358056, 0.625, 0.5833333333333333, 0.5, 0.5833333333333333, 0.6,
    ]
    let scores = try evaluatePredictions()
    #expect(scores.count == expected.count)
    for (score, value) in zip(scores, expected) { #expect(abs(score - value) < 1e-15) }
    #expect(try searchByAccuracy() == 1)
  }

  @Test func `searches find settings that predict prices, and do nothing when run again`()
    throws
  {
    // The price depends mostly on the area; the two features have very different scales.
    let features = (0..<60).map { [Double($0 * 37 % 101) + 50, Double($0 % 5)] }
    let prices = features.map { $0[0] * 2 + $0[1] }
    try TemporaryJournals.with {
      let (grid, learned) = try searchForPrices(features, prices)
      #expect(grid.configurations.count == 8)
      #expect(grid.best.settings.limit == nil)
      #expect(learned.configurations.count == 60)
      #expect(learned.configurations[0].settings.neighbors == 5)
      #expect(learned.best.meanScore < grid.best.meanScore)
      #expect(learned.best.settings.weightOfRooms < 1)
      let again = try searchForPrices(features, prices)
      #expect(again.learned.best.trialNumber == learned.best.trialNumber)
      #expect(again.grid.configurations.map(\.scores) == grid.configurations.map(\.scores))
    }
    let study = try Study(seed: 1)
    try tuneByHand(study) { abs(Double($0.neighbors) - 7) }
    #expect(study.bestTrial?.parameters["neighbors"] == 7)
    #expect(study.trials[0].parameters["neighbors"] == 5)
  }

  @Test func `trials are stopped early, pruned, or neither`() throws {
    let study = try runStoppingEarly()
    #expect(study.trials.finishedCount == 50)
    #expect(study.trials.count(of: .pruned) > 0)
    #expect(study.trials.contains { $0.state == .complete && $0.intermediateValues.count < 200 })
  }

  @Test func `early stopping resumes from a checkpoint`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 1) { trial in
      let first = try trainWithCheckpoints(trial, rate: 0.1)
      // The loss falls for ten epochs; the patience is five epochs.
      #expect(first.epochs == 15)
      // Training that resumes from the last checkpoint does nothing.
      #expect(try trainWithCheckpoints(trial, rate: 0.1) == first)
      return try #require(first.best)
    }
  }
}
