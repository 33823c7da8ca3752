import AttuneEvaluation
import Testing

@Suite struct CrossValidationScoresTests {
  @Test func `mean, deviation and error are those of the sample`() {
    // By hand: the squared deviations from 5 sum up to 32.
    let scores = CrossValidationScores([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(scores.mean == 5)
    #expect(scores.standardDeviation == (32.0 / 7).squareRoot())
    #expect(abs(scores.standardError - (4.0 / 7).squareRoot()) < 1e-15)
    #expect(scores.objectiveValues == [5])
    #expect("\(scores)" == "5.0 ± 0.7559")
  }

  @Test func `a single score tells nothing of its scatter`() {
    let scores = CrossValidationScores([3])
    #expect(scores.mean == 3)
    #expect(scores.standardDeviation.isNaN && scores.standardError.isNaN)
    #expect("\(scores)" == "3.0")
  }

  @Test func `no scores have no mean`() async {
    await #expect(processExitsWith: .failure) { _ = CrossValidationScores([]) }
  }
}
