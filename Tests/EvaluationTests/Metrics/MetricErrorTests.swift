import AttuneEvaluation
import Testing

@Suite struct MetricErrorTests {
  @Test func `lists of different or zero length are refused`() {
    expectError("there are 1 predictions for 2 true values; give one for each") {
      _ = try ConfusionMatrix(truth: [1, 2], predicted: [1])
    }
    expectError("there are no predictions; give at least one") {
      _ = try RegressionScores(truth: [], predicted: [])
    }
    expectError("there are 3 weights for 1 true values; give one for each") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [1, 1, 1])
    }
    expectError(
      "element 0 has 3 probabilities for 2 classes; give one for each class, or pass all classes as "
        + "`labels`"
    ) {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[0, 0, 1], [0, 1, 0]])
    }
  }

  @Test func `negative, undefined and all-zero weights are refused`() {
    expectError("the weight of element 1 is -1.0; weights are finite and not negative") {
      _ = try BinaryScores(truth: [true, false], predicted: [1, 0], weights: [1, -1])
    }
    expectError("the weight of element 0 is nan; weights are finite and not negative") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [.nan])
    }
    expectError("the weights sum to 0.0; the sum must be positive and finite") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [0])
    }
  }

  @Test func `unknown, missing and duplicate labels are refused`() {
    expectError("the label c is not in the labels; add it, or omit the labels") {
      _ = try ConfusionMatrix(truth: ["a"], predicted: ["c"], labels: ["a", "b"])
    }
    expectError("the label c is not in the labels; add it, or omit the labels") {
      _ = try LabelSetScores(truth: [["a"]], predicted: [["c"]], labels: ["a", "b"])
    }
    expectError("the label a occurs twice in the labels; give each label once") {
      _ = try ConfusionMatrix(truth: ["a"], predicted: ["a"], labels: ["a", "a"])
    }
    expectError("no element has a true or predicted label; pass all labels as `labels`") {
      _ = try LabelSetScores<Int>(truth: [[]], predicted: [[]])
    }
    expectError("there are fewer than two classes; pass all classes as `labels`") {
      _ = try ClassProbabilities(truth: [1], predicted: [[1]])
    }
  }

  @Test func `a label that is NaN is refused`() {
    expectError("a label is nan; remove its element") {
      _ = try ConfusionMatrix(truth: [1, 2], predicted: [1, Double.nan])
    }
  }

  @Test func `the score of an unknown label is refused`() throws {
    // As scikit-learn does for a `pos_label` that is neither of the two classes.
    let matrix = try ConfusionMatrix(truth: ["ham", "spam"], predicted: ["ham", "ham"])
    expectError(
      "there is no score for Spam, which is not in the labels [\"ham\", \"spam\"]; use one of these, "
        + "or pass all labels as `labels`"
    ) {
      _ = try matrix.score(.recall, of: "Spam")
    }
    let sets = try LabelSetScores(truth: [["a"]], predicted: [["a"]])
    #expect(throws: EvaluationError.self) { try sets.score(.recall, of: "b") }
    let probabilities = try ClassProbabilities(truth: [0, 1], predicted: [[0, 1], [0, 1]])
    #expect(throws: EvaluationError.self) { try probabilities.rocAUC(of: 7) }
  }

  @Test func `predictions that are not finite or not probabilities are refused`() throws {
    expectError("the value predicted for element 1 is nan; check whether the model diverged") {
      _ = try RegressionScores(truth: [1, 2], predicted: [1, .nan])
    }
    expectError("the true value of element 0 is inf; remove the element") {
      _ = try RegressionScores(truth: [.infinity], predicted: [1])
    }
    expectError("the number predicted for element 0 is NaN; check whether the model diverged") {
      _ = try BinaryScores(truth: [true], predicted: [.nan])
    }
    expectError("a probability predicted for element 0 is -0.5; probabilities are in 0...1") {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[-0.5, 1.5], [0, 1]])
    }
    expectError(
      "the probabilities predicted for element 1 sum to 0.5; divide them by their sum"
    ) {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[0, 1], [0, 0.5]])
    }
    let scores = try BinaryScores(truth: [true, false], predicted: [0.5, 1.5])
    expectError(
      "the number predicted for element 1 is 1.5, which is not a probability; convert scores to "
        + "probabilities first"
    ) {
      _ = try scores.logLoss
    }
  }

  @Test func `a negative or undefined beta traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = try ConfusionMatrix(truth: [1], predicted: [1]).score(.fScore(beta: -1), of: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = try ConfusionMatrix(truth: [1], predicted: [1]).score(.fScore(beta: .nan), of: 1)
    }
  }

  private func expectError(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) {
    #expect(
      throws: EvaluationError(.invalidInput, text), sourceLocation: sourceLocation, performing: body
    )
  }
}
