import AttuneEvaluation
import Testing

@Suite struct CrossValidationScoresTests {
  @Test func `mean, standard deviation and standard error of a sample`() {
    // The squared deviations from 5 sum to 32.
    let scores = CrossValidationScores([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(scores.mean == 5)
    #expect(scores.standardDeviation == (32.0 / 7).squareRoot())
    #expect(abs(scores.standardError - (4.0 / 7).squareRoot()) < 1e-15)
    #expect(scores.objectiveValues == [5])
    #expect("\(scores)" == "5.0 ± 0.7559")
  }

  @Test func `the standard deviation of a single score is NaN`() {
    let scores = CrossValidationScores([3])
    #expect(scores.mean == 3)
    #expect(scores.standardDeviation.isNaN && scores.standardError.isNaN)
    #expect("\(scores)" == "3.0")
  }

  @Test func `an empty list of scores traps`() async {
    await #expect(processExitsWith: .failure) { _ = CrossValidationScores([]) }
  }
}
