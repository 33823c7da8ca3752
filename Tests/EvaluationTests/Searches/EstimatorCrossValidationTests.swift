import Attune
import AttuneEvaluation
import Testing

@Suite struct EstimatorCrossValidationTests {
  private static func r2(_ outputs: [Double], _ predictions: [Double]) throws -> Double {
    try RegressionScores(truth: outputs, predicted: predictions).r2
  }

  private static func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-10 * max(1, abs($1)) }
  }

  // The references are `cross_val_score(Ridge(…), X, y, scoring=…, cv=…)` of scikit-learn 1.9.1 on
  // the same examples.

  @Test func `the scores of the defaults equal those of scikit-learn`() throws {
    let errors = try Ridge.crossValidate(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
    #expect(
      Self.isClose(
        errors.values,
        [
          -1.7223413540960875, -1.4555885098932333, -1.7209093700563933, -3.2068553798328465,
          -1.1972904205132022,
        ]))
    let r2 = try Ridge.crossValidate(
      Ridge.inputs, Ridge.outputs, folds: .timeSeries(4, of: Ridge.inputs), scoring: Self.r2)
    #expect(
      Self.isClose(
        r2.values, [0.8141924660299296, 0.770819238681037, -6.2375736550092045, 0.755879900100671]))
  }

  @Test func `the scores of given settings equal those of scikit-learn`() throws {
    var settings = Ridge.Settings()
    (settings.alpha, settings.intercept) = (0.1, false)
    let scores = try Ridge.crossValidate(
      settings, Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Self.r2)
    // The scores, their mean and `std(ddof=1)`.
    #expect(
      Self.isClose(
        scores.values + [scores.mean, scores.standardDeviation],
        [
          0.18963705704375233, -0.0549096980043946, 0.4092455915076916, -37.97082537806547,
          0.2869343077553067, -7.427983623952622, 17.074818204321193,
        ]))
  }

  @Test func `each fold has a separate model fitted to the training part only`() throws {
    let scores = try Remembering.crossValidate(
      [10, 20, 30, 40], [1, 2, 3, 4],
      folds: [
        Fold(training: [3, 0], validation: [1]), Fold(training: [1], validation: [2, 3, 0]),
      ],
      scoring: { outputs, predictions in
        // A prediction has the inputs that were fitted, followed by the input to predict.
        #expect(
          (predictions == [[40, 10, 20]] && outputs == [2])
            || (predictions == [[20, 30], [20, 40], [20, 10]] && outputs == [3, 4, 1]))
        return Double(outputs.count)
      })
    #expect(scores.values == [1, 3])
  }

  @Test(arguments: [
    (29, Ridge.folds, "30 inputs and 29 outputs"),
    (30, [], "no fold"),
    (30, [Fold(training: [], validation: [1])], "fold 0 has an empty part"),
    (30, [Ridge.folds[0], Fold(training: [0, -1], validation: [3])], "fold 1 has the index -1"),
  ])
  func `inputs, outputs and folds that do not match are refused`(
    _ outputCount: Int, _ folds: [Fold], _ message: String
  ) throws {
    let error = #expect(throws: EvaluationError.self) {
      try Ridge.crossValidate(
        Ridge.inputs, Array(Ridge.outputs.prefix(outputCount)), folds: folds,
        scoring: Ridge.negativeSquaredError)
    }
    #expect(error?.description.contains(message) == true)
  }

  @Test func `errors of scoring are rethrown`() throws {
    struct Singular: Error {}
    #expect(throws: Singular.self) {
      try Ridge.crossValidate(Ridge.inputs, Ridge.outputs, folds: Ridge.folds) { _, _ in
        throw Singular()
      }
    }
  }
}

/// An estimator whose predictions are the fitted inputs and the input to predict.
private struct Remembering: Estimator {
  struct Settings: TypedSpace {}

  private var known: [Int] = []

  init(_ settings: Settings) {}

  mutating func fit(_ inputs: [Int], _ outputs: [Int]) { known += inputs }

  func predict(_ inputs: [Int]) -> [[Int]] { inputs.map { known + [$0] } }
}
