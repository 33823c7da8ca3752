import Attune
import AttuneEvaluation
import Testing

/// Tests of searches whose inputs are prepared within each fold.
///
/// The references are results of `make_pipeline(StandardScaler(), Ridge())` of scikit-learn 1.9.1
/// on the same examples.
@Suite struct PreparedSearchTests {
  /// A standardization of inputs that are single numbers.
  private struct Scaling: Transformation {
    struct Fitted: FittedTransformation {
      let scaling: FeatureScaling
      func apply(to row: Double) throws -> Double { try scaling.apply(to: [row])[0] }
    }

    func fitted(to training: [Double]) throws -> Fitted {
      Fitted(scaling: try Standardization().fitted(to: training.map { [$0] }))
    }
  }

  private static func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-10 * max(1, abs($1)) }
  }

  private static func search(
    _ name: String, _ inputs: [Double], _ outputs: [Double]
  ) throws -> SearchResult<Ridge> {
    try GridSearch(name, of: Ridge.self, over: ["alpha": [0.1, 1, 10, 100]], direction: .maximize)
      .fit(
        inputs, outputs, folds: .kFold(5, of: inputs), preparedBy: Scaling(),
        scoring: Ridge.negativeSquaredError)
  }

  @Test func `the preparation is fitted within each fold`() throws {
    let scores = try Ridge.crossValidate(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, preparedBy: Scaling(),
      scoring: Ridge.negativeSquaredError)
    #expect(
      Self.isClose(
        scores.values,
        [
          -1.6754384378603369, -1.421015199830048, -1.699419056174149, -3.3440811164809765,
          -1.179350662465909,
        ]))
  }

  @Test func `a search predicts with the preparation fitted to all examples`() throws {
    let result = try Self.search("ridge", Ridge.inputs, Ridge.outputs)
    #expect(
      Self.isClose(
        result.configurations.map(\.meanScore),
        [-1.877160212703749, -1.8638608945622839, -2.062755092959392, -4.026041236085936]))
    #expect(result.best.settings.alpha == 1)
    let predictions = try result.predict([0, 1.5, 4])
    #expect(
      Self.isClose(predictions, [4.728842393427222, 8.078137675500335, 13.660296478955523]))
    // The model expects prepared inputs.
    let prepared = try result.preparation.apply(to: [0, 1.5, 4])
    #expect(result.model.predict(prepared) == predictions)
  }

  @Test func `a nested search predicts with the preparation of its training part`() throws {
    let nested = NestedCrossValidation(
      try .kFold(3, of: Ridge.inputs), name: "nested", seed: 1)
    let scores = try nested.scores(
      of: Ridge.self, Ridge.inputs, Ridge.outputs, scoring: Ridge.negativeSquaredError
    ) { name, _, inputs, outputs in try Self.search(name, inputs, outputs) }
    #expect(
      Self.isClose(
        scores.values, [-1.9067929293113466, -1.5423772444739403, -2.451200382748073]))
  }

  @Test func `a preparation whose fit throws fails the trial`() throws {
    struct Odd: Transformation {
      func fitted(to training: [Double]) throws -> Identity<Double> {
        if training.count < 25 { throw EvaluationError("too few rows") }
        return Identity()
      }
    }
    let search = try RandomizedSearch(of: Ridge.self, trials: 2, direction: .maximize, seed: 1)
    let error = #expect(throws: EvaluationError.self) {
      _ = try search.fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, preparedBy: Odd(),
        scoring: Ridge.negativeSquaredError)
    }
    #expect(error?.description.contains("too few rows") == true)
  }
}
